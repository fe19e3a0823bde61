"""The pages and documents of ontology, concept schemes and shapes."""
