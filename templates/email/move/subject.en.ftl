Confirm your new address – ${controller}
