"""A real Elasticsearch on this machine, made of the jars that Elastic publishes on Maven Central.

The tests need the server, not the distribution: its core, one network transport, no security, no plugins. That is also
the least that a cluster somewhere else will have, so what passes here works there.
"""
