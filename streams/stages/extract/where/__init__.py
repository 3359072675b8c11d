"""Place names of an article, and what each of them means."""
