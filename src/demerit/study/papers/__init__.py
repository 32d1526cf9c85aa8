"""Published results that nobody here wrote, worked out again: one file an item or a family of them.

``model`` says what a result is, ``registry`` lists all items; ``engine`` runs the ordinary schemes and societies of
``catalog/papers`` on which an item stands.
"""
