"""How the tagger and the label models are made; torch and scikit-learn are needed only here."""
