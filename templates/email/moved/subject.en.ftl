Your letters go to another address – ${controller}
