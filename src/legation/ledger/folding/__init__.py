"""The mentions of one matter folded into its stage, standing, dates, balance, next move and flags. Pure."""
