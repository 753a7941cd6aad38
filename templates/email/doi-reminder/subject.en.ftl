Your sign-up waits for your confirmation – ${controller}
