"""Front matter that a generator would misread or drop."""
