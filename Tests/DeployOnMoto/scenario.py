"""What every strategy's scripts are put through, and the means for it: running them, and saying what was expected."""

import hashlib
import json
import os
import re
import subprocess
import sys

from inventory import inventory
from portal import portal
from world import World

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
PROGRAMS = ["portal", "stock-price", "weather", "twitch", "goodreads", "registrar", "registrator"]
FOREIGN = """
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties: {QueueName: somebody-elses}
"""


class Broken(Exception):
    pass


class Scenario:
    def __init__(self, strategy, commands, products):
        self.strategy, self.commands = strategy, commands
        self.name = f"found-by-name-{strategy}"
        self.layers = [self.name + "-network", self.name + "-cluster", self.name]
        if os.path.exists(f"{ROOT}/deploy/{strategy}/machines.yaml"):
            self.layers.insert(2, self.name + "-machines")
        self.products = products
        registrar = os.path.join(products, "registrar")
        self.world = World(registrar if os.access(registrar, os.X_OK) else None)
        self.count = 0
        self.last = ""
        self.prepare()

    # Means

    def run(self, script, *arguments, ends=0, dry=False):
        """Runs up, down or verify, which must end so; what it printed."""
        environment = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LANG": "C", "DEPLOY_POLL_SECONDS": "0.1"}
        command = [f"{ROOT}/deploy/{self.strategy}/{script}", "--region", self.world.region, *arguments]
        if not dry:
            environment.update({
                "PATH": f"{self.commands}:{environment['PATH']}", "AWS_ENDPOINT_URL": self.world.url, "AWS_DISABLE_HOST_PREFIX_INJECTION": "true",
                "AWS_ACCESS_KEY_ID": "test-key", "AWS_SECRET_ACCESS_KEY": "test-secret-key", "AWS_EC2_METADATA_DISABLED": "true", "AWS_MAX_ATTEMPTS": "1",
            })
        ended = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300)
        self.last = f"$ {' '.join(command)}\n{ended.stdout}"
        self.world.stacks.wait()
        faults, self.world.faults[:] = list(self.world.faults), []
        self.expect(not faults, f"{script}: " + "; ".join(faults))
        self.expect(ended.returncode == ends, f"{script} {' '.join(arguments)} ended with {ended.returncode}, not {ends}")
        return ended.stdout

    def expect(self, holds, what):
        self.count += 1
        if not holds:
            raise Broken(what)

    def says(self, output, *texts):
        for text in texts:
            self.expect(text in output, f"it did not say: {text}")

    def prepare(self):
        """What was in the account before: images, and what belongs to somebody else."""
        ecr = self.world.client("ecr")
        for program in PROGRAMS:
            ecr.create_repository(repositoryName=f"found-by-name/{program}")
            for tag in ("1.0", "2.0", "broken"):
                manifest = {
                    "schemaVersion": 2, "mediaType": "application/vnd.docker.distribution.manifest.v2+json", "layers": [],
                    "config": {"digest": "sha256:" + hashlib.sha256((program + tag).encode()).hexdigest()}}
                ecr.put_image(repositoryName=f"found-by-name/{program}", imageManifest=json.dumps(manifest), imageTag=tag)
        ecr.create_repository(repositoryName="somebody-elses")
        self.world.client("iam").create_service_linked_role(AWSServiceName="ecs.amazonaws.com")
        self.make_stack("somebody-elses")
        route53 = self.world.client("route53")
        vpc = self.world.client("ec2").describe_vpcs()["Vpcs"][0]["VpcId"]
        zone = route53.create_hosted_zone(
            Name="ecs.internal", CallerReference="1", VPC={"VPCRegion": self.world.region, "VPCId": vpc},
            HostedZoneConfig={"PrivateZone": True, "Comment": "somebody else's"})["HostedZone"]["Id"]
        self.record(zone, "weatherapp.ecs.internal", "somebody.elses")
        self.world.client("ecs").create_cluster(
            clusterName="somebody-elses", tags=[{"key": "owner", "value": "somebody"}])

    def make_stack(self, name):
        stacks = self.world.stacks
        stacks.create_change_set(name, "made", "CREATE", FOREIGN.replace("somebody-elses", name), {}, {}, [])
        stacks.execute(name, "made")
        stacks.wait()

    def record(self, zone, name, value, action="CREATE", type="CNAME"):
        self.world.client("route53").change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": [
            {"Action": action, "ResourceRecordSet": {"Name": name, "Type": type, "TTL": 60, "ResourceRecords": [{"Value": value}]}}]})

    def inventory(self):
        return inventory(self.world)

    def nothing_changed(self, before, when):
        after = self.inventory()
        self.expect(after == before, f"{when}: more: {sorted(after - before)}, less: {sorted(before - after)}")

    def outputs(self):
        found = {}
        for layer in self.layers:
            found.update(self.world.stacks.find(layer).outputs)
        return found

    def up(self, *arguments, ends=0, tag="1.0"):
        return self.run("up", "--offline", "--wait", "0", "--image-tag", tag, *arguments, ends=ends)

    def verify(self, ends=0):
        return self.run("verify", "--offline", ends=ends)

    def down(self, ends=0):
        return self.run("down", "--yes", ends=ends)

    # What all are put through

    def play(self):
        before = self.inventory()
        self.dry_runs()
        self.nothing_changed(before, "after dry runs")
        self.refusals(before)
        self.first_up()
        self.what_is_there()
        self.verify_finds()
        self.again()
        self.update()
        self.special()
        self.take_down(before)
        self.half_failed(before)
        self.images()

    def dry_runs(self):
        said = self.run("up", "--dry-run", "--set", "BackendCount=3", "--image-tag", "1.0", dry=True)
        for stack in self.layers:
            self.says(said, f"create-change-set --stack-name {stack} ", f"execute-change-set --stack-name {stack} ")
        self.says(said, '{"ParameterKey":"BackendCount","ParameterValue":"3"}', '{"ParameterKey":"ImageTag","ParameterValue":"1.0"}')
        self.says(said, f"<VpcId of {self.name}-network>", f"<PortalUrl of {self.name}-cluster>")
        self.says(said, "/health", "/discovery", "/weather/Paris")
        said = self.run("verify", "--dry-run", dry=True)
        self.says(said, "aws ecs describe-services", "curl ")
        said = self.run("down", "--dry-run", dry=True)
        for stack in self.layers:
            self.says(said, f"delete-stack --stack-name {stack} ")
        for line in said.splitlines():
            self.expect(not line or line[0] == "#" or line.startswith("aws "), f"this is no command: {line}")

    def refusals(self, before):
        self.says(self.up("--set", "BackendCounts=3", ends=2), "no template has a parameter BackendCounts", " BackendCount ")
        self.says(self.up("--set", "nothing", ends=2), "Key=Value")
        self.says(self.up("--nonsense", ends=2), "--nonsense")
        self.says(self.up("--name", "No_Name", ends=2), "lower-case")
        self.says(
            self.up(tag="0.9", ends=1), "does not have", "version 0.9", "VERSION=0.9", "deploy/images/build", "deploy/images/push")
        self.says(self.up("--set", "BackendCount=0", ends=1), "BackendCount")
        self.down()
        self.nothing_changed(before, "after what was refused")
        self.make_stack(self.name + "-cluster")
        foreign = self.inventory()
        self.says(self.up(ends=1), "was not made by up", self.name + "-cluster")
        self.says(self.down(ends=1), "was not made by up")
        self.nothing_changed(foreign, "with a stack of somebody else")
        self.world.stacks.delete(self.name + "-cluster")
        self.review({})
        self.says(self.up(ends=1), "was not made by up", self.layers[0])
        self.world.stacks.delete(self.layers[0])
        self.world.stacks.wait()

    def review(self, tags):
        """A change set of which nothing was made yet."""
        self.world.stacks.create_change_set(self.layers[0], "made", "CREATE", FOREIGN, {}, tags, [])

    def first_up(self):
        """In an account that never saw ECS, which has no role for it."""
        iam = self.world.client("iam")
        iam.delete_role(RoleName="AWSServiceRoleForECS")
        said = self.up("--set", "BackendCount=3")
        self.says(said, "made the role AWSServiceRoleForECS")
        path = iam.get_role(RoleName="AWSServiceRoleForECS")["Role"]["Path"]
        self.expect(path == "/aws-service-role/ecs.amazonaws.com/", f"the role of ECS is at {path}")
        url = self.outputs()["PortalUrl"]
        self.expect(said.rstrip().endswith(url), "the last line is not the portal's URL")
        self.expect(re.fullmatch(r"http://[a-zA-Z0-9.-]+/", url), f"{url} is no URL")
        for text in set(re.findall(r"CREATE_COMPLETE +(\S+)", said)):
            self.expect(said.count(f"CREATE_COMPLETE              {text}\n") >= 1, text)
        self.expect(len(re.findall(r"CREATE_COMPLETE +PortalService\n", said)) == 1, "an event was shown twice, or never")

    def what_is_there(self):
        outputs = self.outputs()
        for layer in self.layers:
            stack = self.world.stacks.find(layer)
            self.expect(stack.status == "CREATE_COMPLETE", f"{layer} is {stack.status}")
            self.expect(stack.tags == {"found-by-name": self.name}, f"{layer} has the tags {stack.tags}")
        roles = ["Portal", "StockPrice", "Weather", "Twitch", "Goodreads"]
        services = self.services()
        self.expect({services[outputs[role + "ServiceName"]]["desiredCount"] for role in roles[1:]} == {3}, "backends: not 3 each")
        self.expect(services[outputs["PortalServiceName"]]["desiredCount"] == 2, "portals: not 2")
        portal = services[outputs["PortalServiceName"]]
        self.expect(
            [item["targetGroupArn"] for item in portal["loadBalancers"]] == [outputs["PortalTargetGroupArn"]],
            "the portal is not behind its load balancer")
        for role, program in zip(roles, PROGRAMS):
            service = services[outputs[role + "ServiceName"]]
            definition = self.world.client("ecs").describe_task_definition(taskDefinition=service["taskDefinition"])["taskDefinition"]
            container = next(item for item in definition["containerDefinitions"] if item["name"] == program)
            image = f"{self.world.account}.dkr.ecr.{self.world.region}.amazonaws.com/found-by-name/{program}:1.0"
            self.expect(container["image"] == image, f"{program} runs {container['image']}")
            self.expect(definition["family"] == f"{self.name}-{program}", f"{program} is of the family {definition['family']}")
            tags = {tag["key"]: tag["value"] for tag in service.get("tags", [])}
            self.expect(tags.get("found-by-name") == self.name, f"the service of {program} has the tags {tags}")

    def services(self):
        cluster, ecs = self.outputs()["ClusterName"], self.world.client("ecs")
        arns = ecs.list_services(cluster=cluster)["serviceArns"]
        described = ecs.describe_services(cluster=cluster, services=arns, include=["TAGS"])["services"]
        return {service["serviceName"]: service for service in described}

    def model(self, role):
        from moto.ecs.models import ecs_backends
        outputs = self.outputs()
        backend = ecs_backends[self.world.account][self.world.region]
        return backend.describe_services(outputs["ClusterName"], [outputs[role + "ServiceName"]])[0][0]

    def verify_finds(self):
        """What is wrong is found, and named; when it is right again, all is well."""
        self.verify()
        weather = self.model("Weather")
        weather.running_count = 1
        self.says(self.verify(ends=1), f"NO  service {weather.name} runs 1 of 3 tasks", f"verify: not all is right: service {weather.name}")
        weather.running_count = 3
        weather.deployments[0]["rolloutState"] = "IN_PROGRESS"
        self.says(self.verify(ends=1), f"NO  service {weather.name} is in a deployment")
        weather.deployments[0]["rolloutState"] = "COMPLETED"
        weather.status = "INACTIVE"
        self.says(self.verify(ends=1), f"NO  service {weather.name} is INACTIVE")
        weather.status = "ACTIVE"
        group, elbv2 = self.outputs()["PortalTargetGroupArn"], self.world.client("elbv2")
        targets = [item["Target"] for item in elbv2.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]]
        elbv2.deregister_targets(TargetGroupArn=group, Targets=targets)
        self.says(self.verify(ends=1), "NO  the load balancer finds no portal healthy")
        elbv2.register_targets(TargetGroupArn=group, Targets=targets)
        self.verify_finds_registrations()
        self.verify()

    def verify_finds_registrations(self):
        pass

    def again(self):
        before = self.inventory()
        said = self.up()
        self.expect("AWSServiceRoleForECS" not in said, "a role that is there is told of")
        self.expect(said.count("nothing has changed") == len(self.layers), "a second up changed something")
        self.nothing_changed(before, "after a second up")

    def update(self):
        """A new version; what was set before stays."""
        before = self.services()
        said = self.up(tag="2.0")
        self.says(said, "to modify", "UPDATE_COMPLETE")
        after = self.services()
        self.expect(set(before) == set(after), "services were made or deleted")
        for name, service in after.items():
            if name in before and service["schedulingStrategy"] == "REPLICA" and not name.startswith("consul"):
                self.expect(service["desiredCount"] == before[name]["desiredCount"], f"{name}: another count")
                self.expect(service["taskDefinition"] != before[name]["taskDefinition"], f"{name}: still the old version")

    def special(self):
        pass

    def take_down(self, before):
        there = self.inventory()
        self.says(self.run("down", ends=2), "--yes")
        self.nothing_changed(there, "after a down that nobody confirmed")
        said = self.down()
        self.nothing_changed(before, "after down")
        self.says(said, "nothing is left with the tag", "--images")
        self.says(self.down(), "no stack of")
        self.nothing_changed(before, "after a second down")

    def half_failed(self, before):
        """The last layer fails, and is taken away, or goes on. A run before that one made a change set and no more."""
        self.review({"found-by-name": self.name})
        said = self.up(tag="broken", ends=1)
        self.says(said, f"{self.layers[0]} is REVIEW_IN_PROGRESS, left by a run that failed")
        self.says(said, f"up: {self.name} is ROLLBACK_COMPLETE", "ECS Deployment Circuit Breaker", "run this again", "/down")
        self.expect(re.search(r"Tasks that stopped:\n  service:[a-z-]+ Essential container in task exited exec format error\n", said), "no reason of a task")
        if self.strategy in ("cloudmap", "consul"):
            self.says(self.up(tag="1.0"), "ROLLBACK_COMPLETE, left by a run that failed")
        self.down()
        self.nothing_changed(before, "after an up that failed, and down")


    def images(self):
        """They go only when it is said, and when nobody else uses them."""
        self.world.stacks.find("somebody-elses").tags["found-by-name"] = "another"
        self.says(self.run("down", "--yes", "--images", ends=1), "the images stay: other stacks use them: somebody-elses")
        self.world.stacks.find("somebody-elses").tags.clear()
        self.run("down", "--yes", "--images")
        left = self.world.client("ecr").describe_repositories()["repositories"]
        self.expect([repository["repositoryName"] for repository in left] == ["somebody-elses"], f"images: {left}")


class CloudMap(Scenario):
    def discovery(self, role):
        return self.outputs()[role + "DiscoveryServiceId"]

    def verify_finds_registrations(self):
        client, id = self.world.client("servicediscovery"), self.discovery("Twitch")
        instance = client.list_instances(ServiceId=id)["Instances"][0]
        client.deregister_instance(ServiceId=id, InstanceId=instance["Id"])
        self.says(self.verify(ends=1), "NO  Cloud Map has 2 of 3 healthy instances of twitch.")
        client.register_instance(ServiceId=id, InstanceId=instance["Id"], Attributes=instance["Attributes"])

    def special(self):
        self.ask_the_portal()
        # ECS forgets one, which would keep its service, the namespace and the stack from being deleted.
        client, id = self.world.client("servicediscovery"), self.discovery("Goodreads")
        self.world.left_behind = {client.list_instances(ServiceId=id)["Instances"][0]["Id"]}

    def ask_the_portal(self):
        """With the demo in place of the load balancer and all that is behind it."""
        demo = os.path.join(self.products, "demo")
        if self.strategy != "cloudmap" or not os.access(demo, os.X_OK):
            return
        outputs = self.world.stacks.find(self.name).outputs
        before = outputs["PortalUrl"]
        with portal(demo) as (url, stop):
            outputs["PortalUrl"] = url
            said = self.run("verify", "--wait", "20")
            self.says(said, "ok  /health answers 200")
            for service in ("stock-price", "weather", "twitch", "goodreads"):
                found = re.search(rf"ok  {service}: /\S+ answers 200, by {service}-[12], 127\.0\.1\.\d+:4567\n", said)
                self.expect(found, f"{service} did not answer through the portal")
                self.says(said, f"ok  /discovery has 2 usable instances of {service}\n")
            stop()
            self.says(self.run("verify", ends=1), "NO  the portal's /health answers", "onnect")
        outputs["PortalUrl"] = before

    def take_down(self, before):
        super().take_down(before)
        self.world.left_behind = set()


class Consul(Scenario):
    def verify_finds_registrations(self):
        for role, kind in (("Consul", "server"), ("ConsulPortalAgent", "agent-portal"), ("ConsulBackendAgent", "agent-backend")):
            daemon = self.model(role)
            daemon.running_count = 0
            self.says(self.verify(ends=1), f"NO  service consul-{kind} runs on 0 of 1 machines")
            daemon.desired_count = 0
            self.says(self.verify(ends=1), f"NO  service consul-{kind} has no machine to run on")
            daemon.running_count = daemon.desired_count = 1

    def special(self):
        # ECS still lists a machine that is gone, which would keep the cluster.
        ec2 = self.world.client("ec2")
        machine = ec2.run_instances(ImageId="ami-12c6146b", MinCount=1, MaxCount=1)["Instances"][0]["InstanceId"]
        self.world.client("ecs").register_container_instance(
            cluster=self.outputs()["ClusterName"],
            instanceIdentityDocument=json.dumps({"instanceId": machine, "region": self.world.region}))
        ec2.terminate_instances(InstanceIds=[machine])

    def take_down(self, before):
        super().take_down(before)
        self.expect(not self.world.client("ecs").list_container_instances(
            cluster=self.layers[1])["containerInstanceArns"], "the machine is still listed")


class Route53(Scenario):
    def dry_runs(self):
        super().dry_runs()
        for script, action in (("up", "enable"), ("down", "disable")):
            said = self.run(script, "--dry-run", dry=True)
            rules = re.findall(r"^aws events (\S+)-rule --name (.+) --region", said, re.MULTILINE)
            self.expect(rules == [(action, "RULE"), (action, "SCHEDULE")], f"the rules of {script} are {rules}")

    def zone(self):
        return self.outputs()["HostedZoneId"]

    def records(self):
        listed = self.world.client("route53").list_resource_record_sets(HostedZoneId=self.zone())["ResourceRecordSets"]
        return {(record["Name"].rstrip("."), record["Type"]): record for record in listed}

    def what_is_there(self):
        super().what_is_there()
        records = self.records()
        for service in ("stockpriceapp", "weatherapp", "twitchapp", "goodreadsapp"):
            self.expect((f"{service}.ecs.internal", "CNAME") in records, f"no record of {service}")
            self.expect((f"_registrar.{service}.ecs.internal", "TXT") in records, f"no ownership of {service}")
        zone = self.world.client("route53").get_hosted_zone(Id=self.zone())
        self.expect(zone["HostedZone"]["Config"]["PrivateZone"], "the zone is public")
        self.expect(zone["VPCs"][0]["VPCId"] == self.outputs()["VpcId"], "the zone is of another network")

    def change(self, record, action):
        self.world.client("route53").change_resource_record_sets(
            HostedZoneId=self.zone(), ChangeBatch={"Changes": [{"Action": action, "ResourceRecordSet": record}]})

    def verify_finds_registrations(self):
        name, owner = self.records()["weatherapp.ecs.internal", "CNAME"], self.records()["_registrar.weatherapp.ecs.internal", "TXT"]
        self.change(name, "DELETE")
        self.says(self.verify(ends=1), "NO  weatherapp.ecs.internal: there is no such record")
        self.change({**name, "ResourceRecords": [{"Value": "another.example.com"}]}, "CREATE")
        self.says(self.verify(ends=1), "it names another.example.com, which is no load balancer of the service weatherapp")
        self.change(name, "UPSERT")
        self.change(owner, "DELETE")
        self.says(self.verify(ends=1), "NO  weatherapp.ecs.internal: no record says who wrote it")
        text = owner["ResourceRecords"][0]["Value"].replace("service=weatherapp", "service=other")
        self.change({**owner, "ResourceRecords": [{"Value": text}]}, "CREATE")
        self.says(self.verify(ends=1), "NO  weatherapp.ecs.internal: it belongs to another service")
        self.change(owner, "UPSERT")

    def special(self):
        # What somebody else wrote into the zone keeps it, and is named before anything is touched.
        there = self.inventory()
        self.record(self.zone(), "mine.ecs.internal", "mine.example.com")
        self.says(self.down(ends=1), "mine.ecs.internal CNAME mine.example.com", "Nothing was changed")
        self.record(self.zone(), "mine.ecs.internal", "mine.example.com", "DELETE")
        self.nothing_changed(there, "after a down that was refused")
        # A down that was broken off has switched the rules off; up switches them on.
        events, rule = self.world.client("events"), self.outputs()["RegistrarRuleName"]
        events.disable_rule(Name=rule)
        self.up(tag="2.0")
        self.expect(events.describe_rule(Name=rule)["State"] == "ENABLED", "the rule is still switched off")
        # The function will not answer: its records are deleted without it.
        self.world.registrar.answers = False

    def take_down(self, before):
        super().take_down(before)
        self.world.registrar.answers = True


SCENARIOS = {"route53": Route53, "cloudmap": CloudMap, "weave": CloudMap, "consul": Consul}


def main():
    strategy, commands, products = sys.argv[1:4]
    scenario = SCENARIOS[strategy](strategy, commands, products)
    try:
        scenario.play()
    except Broken as broken:
        print(f"{scenario.last}\n\ndeploy/{strategy}: {broken}")
        sys.exit(1)
    print(scenario.count)


if __name__ == "__main__":
    main()
