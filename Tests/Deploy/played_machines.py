"""played_machines.py DESCRIPTION: what surrounds containers on EC2 machines, for the end-to-end tests.

At one HTTP address it plays two endpoints: the metadata of machines (IMDSv2, under /imds/MACHINE/latest) and those of
tasks (version 4, under /v4/CONTAINER). And it does what Docker does for a published port: what comes to a port of a
machine goes to the container. DESCRIPTION is JSON:

    {"machines": {"i-1": {"address": "127.80.0.10", "loopback": "127.80.0.110", "zone": "eu-west-1a"}},
     "containers": {"weather-1": {"machine": "i-1", "address": "127.80.0.101"}}}

It prints a line of JSON once all is there: its URL, and the port of each container's machine.
"""

import asyncio
import json
import sys

CONTAINER_PORT = 4567
TOKEN = "token-of-imds"


class Metadata:
    def __init__(self, description):
        self.machines = description["machines"]
        self.containers = description["containers"]
        self.ports = {}
        self.asked = set()

    def answer(self, method, path, fields):
        parts = path.strip("/").split("/")
        if parts[0] == "imds" and len(parts) > 3 and parts[1] in self.machines:
            return self.of_machine(method, parts[1], "/".join(parts[3:]), fields)
        if parts[0] == "v4" and len(parts) > 1 and parts[1] in self.containers:
            return 200, json.dumps(self.of_task(parts[1]) if parts[2:] == ["task"] else self.of_container(parts[1]))
        return 404, ""

    def of_machine(self, method, name, path, fields):
        """Version 2 alone: who has no token gets nothing."""
        if method == "PUT" and path == "api/token" and fields.get("x-aws-ec2-metadata-token-ttl-seconds"):
            return 200, TOKEN
        if fields.get("x-aws-ec2-metadata-token") != TOKEN:
            return 401, ""
        machine = self.machines[name]
        values = {
            "meta-data/instance-id": name,
            "meta-data/local-ipv4": machine["address"],
            "meta-data/placement/availability-zone": machine["zone"],
        }
        return (200, values[path]) if path in values else (404, "")

    def of_container(self, name):
        """The ECS agent may be asked before it knows the port that Docker has given the container."""
        port = {"ContainerPort": CONTAINER_PORT, "Protocol": "tcp"}
        if name in self.asked:
            port |= {"HostPort": self.ports[name], "HostIp": "0.0.0.0"}
        self.asked.add(name)
        return {
            "DockerId": f"docker-{name}",
            "Name": name.rsplit("-", 1)[0],
            "Networks": [{"NetworkMode": "bridge", "IPv4Addresses": ["172.17.0.2"]}],
            "Ports": [port],
        }

    def of_task(self, name):
        return {"TaskARN": f"arn:aws:ecs:eu-west-1:210987654321:task/played/{name}"}

    async def serve(self, reader, writer):
        try:
            while line := await reader.readline():
                method, path, _ = line.decode().split(" ")
                fields = {}
                while (field := (await reader.readline()).decode().strip()):
                    key, value = field.split(":", 1)
                    fields[key.lower()] = value.strip()
                status, body = self.answer(method, path, fields)
                head = f"HTTP/1.1 {status} Played\r\nContent-Length: {len(body)}\r\n\r\n"
                writer.write((head + body).encode())
                await writer.drain()
        except (ConnectionError, ValueError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


async def copy(reader, writer):
    try:
        while part := await reader.read(65536):
            writer.write(part)
            await writer.drain()
        writer.write_eof()
    except (ConnectionError, OSError):
        writer.transport.abort()


def published(address):
    """A connection to a container that is gone is reset, as Docker does."""

    async def forward(reader, writer):
        try:
            inner_reader, inner_writer = await asyncio.open_connection(address, CONTAINER_PORT)
        except OSError:
            writer.transport.abort()
            return
        await asyncio.gather(copy(reader, inner_writer), copy(inner_reader, writer))
        inner_writer.close()
        writer.close()

    return forward


async def main():
    metadata = Metadata(json.loads(sys.argv[1]))
    for name, container in metadata.containers.items():
        machine = metadata.machines[container["machine"]]
        forward = published(container["address"])
        server = await asyncio.start_server(forward, machine["address"], 0)
        metadata.ports[name] = server.sockets[0].getsockname()[1]
        # As Docker does, at all addresses of the machine.
        await asyncio.start_server(forward, machine["loopback"], metadata.ports[name])
    server = await asyncio.start_server(metadata.serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    print(json.dumps({"url": url, "ports": metadata.ports}), flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
