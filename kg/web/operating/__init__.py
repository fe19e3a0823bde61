"""What the service is operated by: what is served, who asks, what runs and is counted. No Flask."""
