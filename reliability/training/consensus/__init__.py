"""From stories with labels to what consensus is computed by."""
