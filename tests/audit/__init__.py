"""What Lighthouse and the Nu HTML checker say of the site."""
