"""Words and codes of the field: values, small tables and their readers. Imports no other room."""
