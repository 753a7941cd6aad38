${purpose} : souhaitez-vous continuer ?
