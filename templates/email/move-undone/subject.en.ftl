Your address is as it was – ${controller}
