package io.tocsin.server.flags;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The manifests of {@code examples/kubernetes}: what refers to something else finds it, and the server takes its flags. */
final class KubernetesExampleTest {
    private static final Path FOLDER = Path.of("../examples/kubernetes");
    private static final Map<String, String> POD =
            Map.of("$(POD_IP)", "192.0.2.7", "$(POD_NAME)", "tocsin-0", "$(POD_NAMESPACE)", "monitoring");

    /**
     * The flags that the Operator passes for three replicas, before those of {@code additionalArgs}.
     *
     * @see "prometheus-operator: pkg/alertmanager statefulset.go"
     */
    private static final List<String> OPERATOR_FLAGS = List.of(
            "--config.file=/etc/alertmanager/config_out/alertmanager.env.yaml",
            "--storage.path=/alertmanager",
            "--data.retention=120h",
            "--cluster.listen-address=[$(POD_IP)]:9094",
            "--web.listen-address=:9093",
            "--web.route-prefix=/",
            "--cluster.label=monitoring/main",
            "--cluster.peer-name=$(POD_NAME)",
            "--cluster.peer=alertmanager-main-0.alertmanager-operated:9094",
            "--cluster.peer=alertmanager-main-1.alertmanager-operated:9094",
            "--cluster.peer=alertmanager-main-2.alertmanager-operated:9094",
            "--cluster.reconnect-timeout=5m",
            "--dispatch.start-delay=15s",
            "--web.config.file=/etc/alertmanager/web_config/web-config.yaml");

    private final Map<String, Node> objects = read("tocsin.yaml");
    private final Node pod = object("StatefulSet/tocsin").at("spec", "template");
    private final Node container = pod.at("spec", "containers", 0);

    @Test
    void statefulSet_flags_areTakenAndFormACluster() throws Exception {
        ServerOptions options = options(container.at("args").texts());

        options.check();
        assertThat(options.cluster().isEnabled()).isTrue();
        assertThat(options.cluster().isRequested()).isTrue();
        assertThat(options.cluster().listenAddress()).isEqualTo("[192.0.2.7]:9094");
        assertThat(options.cluster().peers()).containsExactly("tocsin-members.monitoring.svc:9094");
        assertThat(options.cluster().peerName()).isEqualTo("tocsin-0");
    }

    @Test
    void statefulSet_everyVariableOfItsFlags_isThere() {
        Set<String> given = new HashSet<>();
        container
                .at("env")
                .items()
                .forEach(each -> given.add("$(" + each.at("name").text() + ")"));

        assertThat(given).isEqualTo(POD.keySet());
    }

    @Test
    void statefulSet_files_areMountedAndOnlyTheDataIsWritable() throws Exception {
        ServerOptions options = options(container.at("args").texts());
        Map<String, Boolean> readOnly = new TreeMap<>();
        Set<String> volumes = new HashSet<>();
        for (Node mount : container.at("volumeMounts").items()) {
            readOnly.put(mount.at("mountPath").text(), mount.has("readOnly"));
            volumes.add(mount.at("name").text());
        }

        assertThat(readOnly)
                .containsEntry(folderOf(options.configFile()), true)
                .containsEntry(folderOf(Path.of(options.cluster().secretFile())), true)
                .containsEntry(options.data().path().orElseThrow().toString(), false)
                .hasSize(3);
        assertThat(Stream.concat(
                                pod.at("spec", "volumes").items().stream().map(each -> each.at("name")),
                                object("StatefulSet/tocsin").at("spec", "volumeClaimTemplates").items().stream()
                                        .map(each -> each.at("metadata", "name")))
                        .map(Node::text))
                .containsExactlyInAnyOrderElementsOf(volumes);
        assertThat(object("ConfigMap/tocsin")
                        .at("data")
                        .has(options.configFile().getFileName().toString()))
                .isTrue();
    }

    @Test
    void statefulSet_securityOfItsPods_isRestricted() {
        Node security = container.at("securityContext");

        assertThat(security.at("readOnlyRootFilesystem").is(true)).isTrue();
        assertThat(security.at("allowPrivilegeEscalation").is(false)).isTrue();
        assertThat(security.at("capabilities", "drop").texts()).containsExactly("ALL");
        assertThat(pod.at("spec", "securityContext", "runAsNonRoot").is(true)).isTrue();
        assertThat(pod.at("spec", "securityContext", "seccompProfile", "type").text())
                .isEqualTo("RuntimeDefault");
    }

    @Test
    void selectors_ofAllObjects_findThePods() {
        Object labels = pod.at("metadata", "labels").value();

        assertThat(List.of(
                        object("StatefulSet/tocsin").at("spec", "selector", "matchLabels"),
                        object("Service/tocsin").at("spec", "selector"),
                        object("Service/tocsin-members").at("spec", "selector"),
                        object("NetworkPolicy/tocsin").at("spec", "podSelector", "matchLabels"),
                        object("PodDisruptionBudget/tocsin").at("spec", "selector", "matchLabels"),
                        pod.at(
                                "spec",
                                "affinity",
                                "podAntiAffinity",
                                "requiredDuringSchedulingIgnoredDuringExecution",
                                0,
                                "labelSelector",
                                "matchLabels")))
                .extracting(Node::value)
                .containsOnly(labels);
    }

    @Test
    void members_findEachOtherByAHeadlessService_thatNamesThoseNotReadyToo() {
        Node members = object("Service/tocsin-members").at("spec");

        assertThat(members.at("clusterIP").text()).isEqualTo("None");
        assertThat(members.at("publishNotReadyAddresses").is(true)).isTrue();
        assertThat(object("StatefulSet/tocsin").at("spec", "serviceName").text())
                .isEqualTo("tocsin-members");
    }

    @Test
    void ports_namedAnywhere_areThoseOfTheContainer() {
        Map<String, Integer> ports = new TreeMap<>();
        container
                .at("ports")
                .items()
                .forEach(port -> ports.put(port.at("name").text(), (Integer)
                        port.at("containerPort").value()));

        assertThat(ports).isEqualTo(Map.of("web", 9093, "cluster", 9094));
        assertThat(Stream.of(
                                object("Service/tocsin").at("spec", "ports", 0, "targetPort"),
                                object("Service/tocsin-members").at("spec", "ports", 0, "targetPort"),
                                container.at("livenessProbe", "httpGet", "port"),
                                container.at("readinessProbe", "httpGet", "port"))
                        .map(Node::text))
                .isSubsetOf(ports.keySet());
    }

    @Test
    void operator_flagsOfItsOwnAndOurs_areTaken() throws Exception {
        // given
        Node spec = object(read("operator.yaml"), "Alertmanager/main").at("spec");
        List<String> flags = new ArrayList<>(OPERATOR_FLAGS);
        spec.at("additionalArgs")
                .items()
                .forEach(each -> flags.add(
                        "--" + each.at("name").text() + "=" + each.at("value").text()));
        // when
        ServerOptions options = options(flags);
        // then
        options.check();
        assertThat(options.cluster().peers()).hasSize(3);
        assertThat(options.cluster().secretFile())
                .isEqualTo("/etc/alertmanager/secrets/" + spec.at("secrets", 0).text() + "/secret");
        assertThat(flags).doesNotHaveDuplicates();
    }

    private static String folderOf(Path file) {
        return String.valueOf(file.getParent());
    }

    private static ServerOptions options(List<String> flags) throws FlagException {
        List<String> words = flags.stream()
                .map(flag -> {
                    String word = flag;
                    for (Map.Entry<String, String> variable : POD.entrySet()) {
                        word = word.replace(variable.getKey(), variable.getValue());
                    }
                    return word;
                })
                .toList();
        return ServerFlags.options(CommandLine.parse(ServerFlags.program(), words));
    }

    private Node object(String kindAndName) {
        return object(objects, kindAndName);
    }

    private static Node object(Map<String, Node> objects, String kindAndName) {
        return requireNonNull(objects.get(kindAndName), kindAndName);
    }

    private static Map<String, Node> read(String file) {
        Map<String, Node> objects = new TreeMap<>();
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            for (Object each : new Yaml(new SafeConstructor(options)).loadAll(Files.readString(FOLDER.resolve(file)))) {
                Node object = new Node(each);
                String name = object.at("kind").text() + "/"
                        + object.at("metadata", "name").text();
                assertThat(object.at("apiVersion").text()).as(name).isNotEmpty();
                assertThat(objects.put(name, object)).as(name).isNull();
            }
            return objects;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A part of a manifest. */
    private record Node(Object value) {
        /** @param path keys, and places in lists */
        Node at(Object... path) {
            Object found = value;
            for (Object step : path) {
                Object next =
                        step instanceof Integer place ? ((List<?>) found).get(place) : ((Map<?, ?>) found).get(step);
                found = requireNonNull(next, () -> step + " of " + List.of(path));
            }
            return new Node(found);
        }

        boolean has(String key) {
            return ((Map<?, ?>) value).containsKey(key);
        }

        boolean is(boolean expected) {
            return value.equals(expected);
        }

        String text() {
            return (String) value;
        }

        List<Node> items() {
            return ((List<?>) value).stream().map(Node::new).toList();
        }

        List<String> texts() {
            return items().stream().map(Node::text).toList();
        }
    }
}
