"""Brings a file of answers in: any format becomes one Parquet of texts, which is looked through, matched with a
questionnaire, and laid down as codes. Nothing here knows a row of the database; each folder is private to one file."""
