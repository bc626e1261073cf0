package io.tocsin.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.server.process.AlertmanagerProcess;
import io.tocsin.server.process.HttpAnswer;
import io.tocsin.server.process.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One member of a cluster, with a folder and a port of its own, which can be started again and again. Thread-safe as far as
 * asking and posting go.
 */
final class Member implements AutoCloseable {
    /**
     * The file whose content a member gives as its credentials to receivers: all members have one and the same
     * configuration, and receivers still know who sent.
     */
    static final String SENDER_FILE = "sender";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpAnswer NONE = new HttpAnswer(HttpAnswer.NO_ANSWER, new TreeMap<>(), new byte[0]);
    private static final Duration START_MAX = Duration.ofSeconds(60);

    private final String name;
    private final Place place;
    private final int clusterPort;
    private final Path folder;
    private final String config;
    private final List<String> flags;
    private List<String> seeds = List.of();
    private int lives;

    /** Volatile: restarted by one thread, while others post. */
    private volatile @Nullable AlertmanagerProcess process;

    /** Volatile as the process. */
    private volatile @Nullable InetSocketAddress lastAddress;

    /**
     * @param clusterPort where the other members reach it
     * @param folder of this member alone; made if it is not there
     * @param flags beside those that make it a member of this name
     */
    Member(String name, Place place, int clusterPort, Path folder, String config, List<String> flags) {
        this.name = name;
        this.place = place;
        this.clusterPort = clusterPort;
        this.folder = folder;
        this.config = config;
        this.flags = List.copyOf(flags);
    }

    String name() {
        return name;
    }

    /** The name of this run of it, as receivers hear it. */
    String sender() {
        return name + "-" + lives;
    }

    /** As the other one, with more flags, now and later. */
    void start(List<String> seeds) {
        this.seeds = List.copyOf(seeds);
        start();
    }

    /** Starts it, for the first time or again, without waiting. */
    void start() {
        lives++;
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(SENDER_FILE), sender());
            Path log = folder.resolve("stderr.txt");
            if (Files.exists(log)) {
                Files.move(log, folder.resolve("stderr-" + (lives - 1) + ".txt"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> all = new ArrayList<>(flags);
        all.addAll(seeds);
        all.add("--cluster.listen-address=" + place.clusterHost() + ":" + clusterPort);
        all.add("--cluster.peer-name=" + name);
        InetSocketAddress api = place.api();
        if (api != null) {
            all.add("--web.listen-address=" + api.getHostString() + ":" + api.getPort());
        }
        var environment = Map.of("TOCSIN_JAVA_OPTS", "-Dtocsin.test.clock-shift=" + folder.resolve("clock"));
        process = AlertmanagerProcess.start(place.program(), environment, folder, config, all);
    }

    /** Waits until it answers; the cluster may not have settled yet. */
    Member awaitReady() {
        process().awaitListening();
        lastAddress = place.api() == null ? process().address() : place.api();
        await("start of " + name)
                .atMost(START_MAX)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> get("/-/ready").status() == 200);
        return this;
    }

    /** How far its clock is ahead of the machine's, from now on; with a sign. */
    void shiftClock(int seconds) {
        try {
            Files.createDirectories(folder);
            Path draft = Files.writeString(folder.resolve("clock.new"), String.valueOf(seconds));
            Files.move(draft, folder.resolve("clock"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it, and waits until it is dead. */
    void kill() throws InterruptedException {
        process().kill();
    }

    /** Asks it to end, and waits until it has. */
    void terminate() throws IOException, InterruptedException {
        process().signal("TERM");
        assertThat(process().exitStatus(Duration.ofSeconds(30))).as(name).isZero();
    }

    void signal(String signal) throws IOException, InterruptedException {
        process().signal(signal);
    }

    AlertmanagerProcess process() {
        AlertmanagerProcess current = process;
        if (current == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return current;
    }

    /** Where its API is, or was in its last run. */
    InetSocketAddress address() {
        InetSocketAddress last = lastAddress;
        if (last == null) {
            throw new IllegalStateException(name + " was never ready");
        }
        return last;
    }

    /** Where the other members reach it. */
    InetSocketAddress clusterAddress() {
        return new InetSocketAddress(place.clusterHost(), clusterPort);
    }

    /** What it answers; {@link HttpAnswer#NO_ANSWER} if nobody is there. */
    HttpAnswer send(HttpExchange request) {
        try {
            return request.sendTo(address());
        } catch (UncheckedIOException ignored) {
            return NONE;
        }
    }

    HttpAnswer get(String target) {
        return send(HttpExchange.get(target));
    }

    /** What it answers, which has to be 200. */
    JsonNode json(String target) {
        HttpAnswer answer = get(target);
        assertThat(answer.status())
                .as(() -> name + " " + target + ": " + answer.text())
                .isEqualTo(200);
        try {
            return JSON.readTree(answer.text());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(answer.text(), e);
        }
    }

    /** What the original shows, too: {@code ready}, {@code settling} or {@code disabled}. */
    String status() {
        return json("/api/v2/status").path("cluster").path("status").asText();
    }

    /** The names of the members that it knows to be alive, itself included. */
    SortedSet<String> peers() {
        var names = new TreeSet<String>();
        json("/api/v2/status")
                .path("cluster")
                .path("peers")
                .forEach(peer -> names.add(peer.path("name").asText()));
        return names;
    }

    /** The cluster as it sees it; Tocsin only. */
    JsonNode cluster() {
        return json("/api/tocsin/v1/cluster");
    }

    /** Stands for all that it holds and that is current. */
    String digest() {
        return cluster().path("digest").asText();
    }

    /** The state in which it sees another member, or itself; empty if it sees none of this name. */
    String stateOf(String other) {
        for (JsonNode member : cluster().path("members")) {
            if (member.path("name").asText().equals(other)) {
                return member.path("state").asText();
            }
        }
        return "";
    }

    String log() {
        return process().log();
    }

    @Override
    public void close() {
        AlertmanagerProcess current = process;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
