#!/usr/bin/env python3
"""Plays AWS by moto on a free port of loopback, with a small world in it that AWS's own client has made: a cluster with
services, their load balancers, a private zone, a namespace. Every request that claims to be signed is held to
botocore's signature of what came. The first line of output is the port. It ends when its standard input does.

    PYTHONPATH=<where moto is> world.py
"""

import datetime
import io
import logging
import sys
import threading

import boto3
import botocore.auth
import botocore.awsrequest
import botocore.credentials
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

# Those that moto's metadata of an instance hands out.
KEYS = {"test-key": ("test-secret-key", "test-session-token")}
REGION = "eu-west-1"
# botocore takes the time from one place.
ONE_AT_A_TIME = threading.Lock()
PARAMETERS = dict(region_name=REGION, aws_access_key_id="test-key", aws_secret_access_key="test-secret-key", aws_session_token="test-session-token")


class Verified:
    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        claimed = environ.get("HTTP_AUTHORIZATION")
        with ONE_AT_A_TIME:
            expected = signature(environ, body, claimed) if claimed else None
        if claimed != expected:
            start_response("403 Forbidden", [("Content-Type", "text/xml")])
            return [b"<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code></Error></ErrorResponse>"]
        return self.application(environ, start_response)


def signature(environ, body, claimed):
    """What botocore would have sent for the same request."""
    parts = dict(part.split("=", 1) for part in claimed.removeprefix("AWS4-HMAC-SHA256 ").split(", "))
    key, _, region, service, _ = parts["Credential"].split("/")
    secret, token = KEYS[key]
    asked = botocore.awsrequest.AWSRequest(environ["REQUEST_METHOD"], "http://host" + environ["RAW_URI"], data=body)
    for name in parts["SignedHeaders"].split(";"):
        if name not in ("x-amz-date", "x-amz-security-token"):
            variable = name.upper().replace("-", "_")
            asked.headers[name] = environ[variable if name in ("content-type", "content-length") else "HTTP_" + variable]
    moment = datetime.datetime.strptime(environ["HTTP_X_AMZ_DATE"], "%Y%m%dT%H%M%SZ")
    botocore.auth.get_current_datetime = lambda *_, **__: moment.replace(tzinfo=datetime.timezone.utc)
    botocore.auth.SigV4Auth(botocore.credentials.Credentials(key, secret, token), service, region).add_auth(asked)
    return asked.headers["Authorization"]


def make_world(url):
    def client(name):
        return boto3.client(name, endpoint_url=url, **PARAMETERS)

    ec2 = client("ec2")
    vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
    subnets = [subnet["SubnetId"] for subnet in ec2.describe_subnets()["Subnets"]][:2]
    # The second is for tests that change records while others look at the first.
    for name in ("ecs.internal", "agreement.internal"):
        client("route53").create_hosted_zone(
            Name=name, CallerReference=name, VPC={"VPCRegion": REGION, "VPCId": vpc},
            HostedZoneConfig={"PrivateZone": True, "Comment": ""})

    balancing = client("elbv2")
    balancer = balancing.create_load_balancer(Name="twitch-lb", Subnets=subnets, Scheme="internal")["LoadBalancers"][0]
    group = balancing.create_target_group(Name="twitch", Protocol="HTTP", Port=4567, VpcId=vpc, TargetType="ip")["TargetGroups"][0]
    balancing.create_listener(
        LoadBalancerArn=balancer["LoadBalancerArn"], Protocol="HTTP", Port=80,
        DefaultActions=[{"Type": "forward", "TargetGroupArn": group["TargetGroupArn"]}])
    client("elb").create_load_balancer(
        LoadBalancerName="weather-lb", AvailabilityZones=[REGION + "a"],
        Listeners=[{"Protocol": "HTTP", "LoadBalancerPort": 80, "InstancePort": 4567}])

    ecs = client("ecs")
    ecs.create_cluster(clusterName="main")
    container = {"name": "app", "image": "app", "memory": 64, "portMappings": [{"containerPort": 4567}]}
    ecs.register_task_definition(family="app", containerDefinitions=[container])
    behind = {"containerName": "app", "containerPort": 4567}
    for name, balancers in [
        ("twitch", [{"targetGroupArn": group["TargetGroupArn"], **behind}]),
        ("weather", [{"loadBalancerName": "weather-lb", **behind}]),
        ("portal", []),
    ] + [(f"other-{number}", []) for number in range(12)]:
        ecs.create_service(cluster="main", serviceName=name, taskDefinition="app", desiredCount=1, loadBalancers=balancers)

    discovery = client("servicediscovery")
    discovery.create_private_dns_namespace(Name="workshop.local", Vpc=vpc)
    namespace = discovery.list_namespaces()["Namespaces"][0]["Id"]
    service = discovery.create_service(
        Name="twitch", NamespaceId=namespace, DnsConfig={"DnsRecords": [{"Type": "A", "TTL": 60}]})["Service"]["Id"]
    discovery.register_instance(
        ServiceId=service, InstanceId="i-1", Attributes={"AWS_INSTANCE_IPV4": "10.0.0.1", "AWS_INSTANCE_PORT": "4567"})


def main():
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, Verified(DomainDispatcherApplication(create_backend_app)), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    make_world(f"http://127.0.0.1:{server.server_port}")
    print(server.server_port, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
