"""Which mentions of commitments are of one matter. Pure: values in, values out."""
