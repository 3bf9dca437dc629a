"""What single lines say: dates, counts, titles, languages; read by all, imports none of them."""
