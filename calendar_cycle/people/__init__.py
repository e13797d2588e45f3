"""People come and go: invitations by mail, and memberships that end."""
