Vos lettres vont à une autre adresse – ${controller}
