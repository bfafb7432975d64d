"""Charts as values: what is drawn, and the same as a table and as CSV. Vega-Lite draws them in the browser."""
