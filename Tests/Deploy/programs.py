#!/usr/bin/env python3
"""programs.py DEPLOY [PARAMETER=VALUE...]: prints as JSON what ECS would start for a deploy.

DEPLOY is called as elsewhere in these checks: cloudmap, weave-ec2. For each program of the suite: the name in DNS under
which the portal is to find it, where the template gives one, the variables of its container, the names of those that
come from the secret, and the command that checks its health.
"""

import json
import sys

from model.suite import Suite, read_templates
from model.tasks import PROGRAMS, containers_of, services_of


def name_in_dns(deployment, container, service):
    """By whatever names the service: Cloud Map, the registrar, or weave."""
    for registry in service.get("ServiceRegistries", default=[]):
        entry = deployment.find(registry["RegistryArn"])
        namespace = deployment.find(entry.get("NamespaceId"))
        return f"{entry.get('Name')}.{namespace.get('Name')}"
    strategy = deployment.strategy.partition("-")[0]
    if strategy == "route53":
        return f"{service.get('ServiceName')}.{deployment.outputs['ZoneName']}"
    return f"{container.name}.weave.local" if strategy == "weave" else None


def programs(deployment):
    found = {}
    for prefix, program in PROGRAMS.items():
        task = deployment.resources[f"{deployment.strategy}/{prefix}Task"]
        container = next(one for one in containers_of(task) if f"/{program}:" in str(one.get("Image")))
        service = services_of(deployment, task)[0]
        found[program] = {
            "name": None if program == "portal" else name_in_dns(deployment, container, service),
            "environment": container.environment,
            "secrets": [secret["Name"] for secret in container.get("Secrets", [])],
            "healthCheck": container.get("HealthCheck")["Command"],
        }
    return found


if __name__ == "__main__":
    strategy, *settings = sys.argv[1:] or sys.exit(__doc__)
    deployment = Suite(read_templates()).deployment(strategy, dict(setting.split("=", 1) for setting in settings))
    print(json.dumps(programs(deployment), indent=2))
