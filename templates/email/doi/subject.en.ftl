Confirm your sign-up – ${controller}
