"""Front matter that the schema does not allow."""
