package io.tocsin.benchmarks.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A network of its own for processes. It lasts as long as a process that waits for input from this one: whatever becomes of this
 * process, the namespace and its interfaces go with it.
 */
final class NetworkNamespace implements AutoCloseable {
    private static final int COMMAND_SECONDS_MAX = 10;

    private final Process holder;

    private NetworkNamespace(Process holder) {
        this.holder = holder;
    }

    /** @throws IOException if this process may not, or the programs for it are not there */
    static NetworkNamespace create() throws IOException, InterruptedException {
        Process holder = new ProcessBuilder("unshare", "--net", "sh", "-c", "echo ready && exec cat")
                .redirectErrorStream(true)
                .start();
        String said = holder.inputReader().readLine();
        if (!"ready".equals(said)) {
            throw new IOException("unshare --net: " + said);
        }
        NetworkNamespace namespace = new NetworkNamespace(holder);
        // Nothing but what the members say is to pass between them.
        namespace.run("sysctl -q -w net.ipv6.conf.all.disable_ipv6=1");
        namespace.run("ip link set lo up");
        return namespace;
    }

    /** The command that runs another one in it. */
    List<String> entry() {
        return List.of("nsenter", "--net=/proc/" + holder.pid() + "/ns/net");
    }

    /** As {@code ip} names it. */
    String name() {
        return String.valueOf(holder.pid());
    }

    /**
     * Runs a command in it and waits for its end.
     *
     * @param command words without spaces in them
     * @throws IOException if it fails
     */
    void run(String command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(entry());
        words.addAll(List.of(command.split(" ")));
        execute(words);
    }

    /** Runs a command outside of any namespace of ours and waits for its end. */
    static void execute(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (!process.waitFor(COMMAND_SECONDS_MAX, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + ": " + said.strip());
        }
    }

    /** What an interface has sent, with the headers of all layers. */
    long sentBytes(String device) throws IOException {
        return sentBytes(device, Files.readAllLines(Path.of("/proc/" + holder.pid() + "/net/dev")));
    }

    /** @param table the lines of {@code /proc/net/dev}: receive counters, then those of sending, bytes first */
    static long sentBytes(String device, List<String> table) throws IOException {
        for (String line : table) {
            String[] cells = line.strip().split("[: ]+");
            if (cells[0].equals(device)) {
                return Long.parseLong(cells[9]);
            }
        }
        throw new IOException("/proc/net/dev: no interface " + device);
    }

    @Override
    public void close() {
        holder.destroy();
    }
}
