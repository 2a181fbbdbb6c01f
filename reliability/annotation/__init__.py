"""What several signal families look for in a text: cues, quotations, names, attributions, particulars."""
