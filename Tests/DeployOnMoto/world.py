"""AWS for the scripts: moto on a free port of loopback, CloudFormation of our own before it, and somebody who acts as ECS and
Lambda do. Everything is in this process, so that a test can look at it and break it."""

import io
import json
import logging
import random
import re
import threading
from urllib.parse import unquote

import boto3
from moto import mock_aws
from moto.iam.models import SERVICE_NAME_CONVERSION
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

import kinds_ecs
import kinds_network
import kinds_services
from formation import Formation
from registrar import Registrar
from stacks import Stacks

assert kinds_ecs and kinds_network and kinds_services
# How IAM spells it in the role of ECS itself; moto would say "ecs".
SERVICE_NAME_CONVERSION["ecs"] = "ECS"


class Quiet(WSGIRequestHandler):
    def log_request(self, *_):
        pass


class World:
    account, region = "123456789012", "eu-west-1"

    def __init__(self, registrar_program=None):
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        mock_aws().start()
        self.lock = threading.RLock()
        self.clients, self.faults = {}, []
        # moto keeps none; a service that does not start leaves one here.
        self.stopped_tasks = []
        # Instances in Cloud Map that ECS will forget to take out, by their IDs.
        self.left_behind, self.service_attributes = set(), {}
        self.random, self.addresses = random.Random(7), 0
        self.stacks = Stacks(self)
        self.formation = Formation(self.stacks)
        self.registrar = Registrar(self, registrar_program)
        self.moto = DomainDispatcherApplication(create_backend_app)
        self.server = make_server("127.0.0.1", 0, self.answer, threaded=True, request_handler=Quiet)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def client(self, service):
        with self.lock:
            if service not in self.clients:
                self.clients[service] = boto3.client(
                    service, region_name=self.region, aws_access_key_id="test-key", aws_secret_access_key="test-secret-key")
            return self.clients[service]

    def answer(self, environ, start_response):
        scope = re.search(r"Credential=[^/]+/\d+/[^/]+/([^/]+)/", environ.get("HTTP_AUTHORIZATION", ""))
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        service = scope.group(1) if scope else None
        if service == "cloudformation":
            return self.formation(body, start_response)
        if environ.get("HTTP_X_AMZ_TARGET", "").endswith((".ListTasks", ".DescribeTasks")):
            arns = [task["taskArn"] for task in self.stopped_tasks]
            return self.json(start_response, {"taskArns": arns} if b"desiredStatus" in body else {"tasks": self.stopped_tasks})
        called = re.fullmatch(r"/2015-03-31/functions/([^/]+)/invocations", unquote(environ["PATH_INFO"]))
        if called:
            answer, error = self.registrar(called.group(1), body.decode())
            return self.json(start_response, answer, [("X-Amz-Function-Error", error)] if error else [])
        return self.moto(environ, start_response)

    def json(self, start_response, answer, fields=()):
        start_response("200 OK", [("Content-Type", "application/json"), *fields])
        return [json.dumps(answer).encode()]

    # What kinds of resources ask of the world

    def random_suffix(self):
        return "".join(self.random.choices("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", k=12))

    def next_address(self):
        self.addresses += 1
        return f"10.20.{16 + self.addresses // 250}.{self.addresses % 250 + 4}"

    def parameter(self, name):
        return self.client("ssm").get_parameter(Name=name)["Parameter"]["Value"]

    def instance_targets(self, count):
        running = [
            instance["InstanceId"] for reservation in self.client("ec2").describe_instances()["Reservations"]
            for instance in reservation["Instances"] if instance["State"]["Name"] == "running"]
        return [{"Id": running[index % len(running)], "Port": 32768 + index} for index in range(count)]

    def has_image(self, image):
        """Whether an image of the account's own registry is there; of others' nothing is known."""
        host, _, rest = image.partition("/")
        if ".dkr.ecr." not in host:
            return True
        repository, _, tag = rest.rpartition(":")
        try:
            return bool(self.client("ecr").describe_images(repositoryName=repository, imageIds=[{"imageTag": tag}])["imageDetails"])
        except Exception:
            return False

    def starts(self, image):
        return self.has_image(image) and not image.endswith(":broken")
