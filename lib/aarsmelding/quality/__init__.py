"""How good the data are: the section *Datakvalitet*, and the report that the owner of data is sent."""
