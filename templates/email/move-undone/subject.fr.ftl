Votre adresse est rétablie – ${controller}
