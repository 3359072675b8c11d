"""Words of an article with their places: parts, tokens, phrases and names that stand in them."""
