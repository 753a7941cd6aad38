Confirmez votre inscription – ${controller}
