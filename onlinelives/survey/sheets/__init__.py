"""Answers in the forms that leave: CSV with a codebook, SPSS, Parquet, and a description in DDI-Codebook."""
