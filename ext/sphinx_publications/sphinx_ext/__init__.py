"""What takes part in a build: settings, domain, directive, roles, transforms, files."""
