"""`python -m tests.services.elasticsearch start|stop|status|kill-master`: a cluster to work with by hand."""

import argparse
import sys

from tests.services.elasticsearch.cluster import Cluster
from tests.services.elasticsearch.distribution import Unavailable, cache_folder


def main() -> int:
    parser = argparse.ArgumentParser(description="A real Elasticsearch on loopback. Data are lost at stop.")
    commands = parser.add_subparsers(dest="command", required=True)
    start = commands.add_parser("start", help="start a cluster and print the addresses of its nodes")
    start.add_argument("--nodes", type=int, default=1)
    start.add_argument("--port", type=int, default=9200, help="of the first node; the others follow")
    start.add_argument("--heap", default="512m")
    commands.add_parser("stop")
    commands.add_parser("status")
    commands.add_parser("kill-master")
    given = parser.parse_args()
    cluster = Cluster(cache_folder() / "by-hand")
    try:
        if given.command == "start":
            print(",".join(cluster.start(nodes=given.nodes, port=given.port, heap=given.heap)))
        elif given.command == "stop":
            cluster.stop()
        elif given.command == "kill-master":
            print(cluster.kill_master())
        else:
            print(",".join(cluster.urls) or "not running")
    except Unavailable as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
