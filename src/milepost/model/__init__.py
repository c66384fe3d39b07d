"""Which words does every room use? The frozen types of Milepost, without input or output."""
