"""The steps of the flow: pure functions over a batch, none of which knows another."""
