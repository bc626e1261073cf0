package io.tocsin.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Network namespaces, one for each member: a wire between the members, which can be cut, and another one to this process,
 * which cannot. Needs root and iproute2.
 *
 * <p>The addresses are of the block that is set aside for measuring (RFC 2544), so that they are nobody's; the third number
 * comes from the process id, so that two runs do not meet.
 */
final class Namespaces implements AutoCloseable {
    private static final String REQUIRE = "tocsin.require.netns";
    private static final int API_PORT = 9093;

    private final String prefix = "tocsin" + ProcessHandle.current().pid() % 100_000;
    private final String control = "198.18." + ProcessHandle.current().pid() % 250 + ".";
    private final String mesh = "198.19." + ProcessHandle.current().pid() % 250 + ".";
    private final List<Place> places;

    private Namespaces(int count, Path program, Path folder) throws IOException {
        ip("netns", "add", hub());
        ip("-n", hub(), "link", "add", "hub", "type", "bridge");
        ip("-n", hub(), "link", "set", "hub", "up");
        for (int i = 0; i < count; i++) {
            ip("netns", "add", name(i));
            ip("-n", name(i), "link", "set", "lo", "up");
            joinHub(i);
            joinThisProcess(i);
        }
        List<Place> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            InetSocketAddress api = new InetSocketAddress(control + host(i), API_PORT);
            made.add(new Place(launcher(folder.resolve("enter-" + i), i, program), mesh + host(i), api));
        }
        places = List.copyOf(made);
    }

    /**
     * Makes them. Skips the test where that is not permitted, unless {@code -Dtocsin.require.netns=true} asks for it.
     *
     * @param program what is to be started in them
     * @param folder for their launchers
     */
    static Namespaces make(int count, Path program, Path folder) throws IOException {
        String trial = "tocsin" + ProcessHandle.current().pid() % 100_000 + "try";
        String problem = problem("netns", "add", trial);
        if (problem.isEmpty()) {
            ip("netns", "del", trial);
            return new Namespaces(count, program, folder);
        }
        String message = "network namespaces (root, iproute2), which cannot be had here: " + problem;
        return Boolean.getBoolean(REQUIRE)
                ? fail("-D" + REQUIRE + "=true asks for " + message)
                : abort("needs " + message);
    }

    private void joinHub(int index) {
        ip("-n", hub(), "link", "add", "to" + index, "type", "veth", "peer", "name", "mesh", "netns", name(index));
        ip("-n", hub(), "link", "set", "to" + index, "master", "hub", "up");
        ip("-n", name(index), "address", "add", mesh + host(index) + "/24", "dev", "mesh");
        ip("-n", name(index), "link", "set", "mesh", "up");
    }

    private void joinThisProcess(int index) {
        String here = prefix + "c" + index;
        ip("link", "add", here, "type", "veth", "peer", "name", "control", "netns", name(index));
        ip("address", "add", control + "1/32", "peer", control + host(index) + "/32", "dev", here);
        ip("link", "set", here, "up");
        ip(
                "-n",
                name(index),
                "address",
                "add",
                control + host(index) + "/32",
                "peer",
                control + "1/32",
                "dev",
                "control");
        ip("-n", name(index), "link", "set", "control", "up");
    }

    private Path launcher(Path file, int index, Path program) throws IOException {
        Files.writeString(file, "#!/bin/sh\nexec ip netns exec " + name(index) + " " + program + " \"$@\"\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** One for each member. */
    List<Place> places() {
        return places;
    }

    /** The address at which all members reach this process. */
    InetAddress here() {
        try {
            return InetAddress.getByName(control + "1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes a member off the wire: what is sent to it is lost, and nobody is told so. */
    void cut(int index) {
        ip("-n", hub(), "link", "set", "to" + index, "down");
    }

    void heal(int index) {
        ip("-n", hub(), "link", "set", "to" + index, "up");
    }

    private String hub() {
        return prefix + "hub";
    }

    private String name(int index) {
        return prefix + "m" + index;
    }

    private static int host(int index) {
        return 10 + index;
    }

    private static void ip(String... arguments) {
        assertThat(problem(arguments)).as("ip " + String.join(" ", arguments)).isEmpty();
    }

    /** What {@code ip} complained of. */
    private static String problem(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            return status == 0 ? "" : "exit status " + status + ": " + output;
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e.toString();
        }
    }

    /** The wires vanish with what is at their ends. */
    @Override
    public void close() {
        IntStream.range(0, places.size()).forEach(i -> ip("netns", "del", name(i)));
        ip("netns", "del", hub());
    }
}
