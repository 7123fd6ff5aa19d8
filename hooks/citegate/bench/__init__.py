"""What a build costs, measured on a synthetic site whose articles pass the gate, beside the plain stack."""
