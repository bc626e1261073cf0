package io.tocsin.server.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code examples/three-members} promises: three members that go on without one of them, and nothing left behind. */
final class ThreeMembersIT {
    private static final Duration LONGEST = Duration.ofMinutes(3);

    @TempDir
    private Path folder = Path.of("");

    private List<String> ports = List.of();

    @AfterEach
    void down() throws Exception {
        run("down");
    }

    @Test
    void cluster_memberKilledAndStartedAgain_alertsOfAllAreNotified() throws Exception {
        // given
        ports = FreePorts.pick(7).stream().map(String::valueOf).toList();
        assertThat(run("up")).contains("Three members: http://127.0.0.1:" + ports.get(0) + "/");
        assertThat(Files.getPosixFilePermissions(state().resolve("secret"))).hasSize(2);
        List<ProcessHandle> started = started();
        // when: one alert before the kill, one after it, one after the start
        String before = run("try", "1");
        run("kill", "1");
        String without = run("try", "2");
        String again = run("start", "1") + run("try", "1");
        // then
        assertThat(List.of(before, without, again))
                .allSatisfy(said -> assertThat(said).contains("FIRING {alertname=\"TryIt"));
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(run("status").lines().filter(line -> line.startsWith("Members:")))
                        .hasSize(3)
                        .allSatisfy(line -> assertThat(line).endsWith("3, 3 of them take their turns")));
        started.addAll(started());
        run("down");
        assertThat(state()).doesNotExist();
        await().atMost(LONGEST).untilAsserted(() -> assertThat(started).noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void down_folderThatUpDidNotMake_isKept() throws Exception {
        Path mine = Files.writeString(Files.createDirectory(state()).resolve("mine"), "");

        Said said = say("down");

        assertThat(said.status()).isEqualTo(1);
        assertThat(said.text()).contains("did not make " + state());
        Files.delete(mine);
        Files.delete(state());
    }

    private Path state() {
        return folder.resolve("state");
    }

    private List<ProcessHandle> started() throws IOException {
        List<ProcessHandle> all = new ArrayList<>();
        for (String name : new String[] {"hook", "member-1", "member-2", "member-3"}) {
            String pid = Files.readString(state().resolve(name + ".pid"), UTF_8).strip();
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(all::add);
        }
        return all;
    }

    private record Said(int status, String text) {}

    /** What the script says, which has to succeed. */
    private String run(String... words) throws IOException, InterruptedException {
        Said said = say(words);
        assertThat(said.status()).as(said.text() + logs()).isZero();
        return said.text();
    }

    private Said say(String... words) throws IOException, InterruptedException {
        Path script = Programs.tocsin()
                .resolve("../../examples/three-members/cluster")
                .normalize();
        List<String> command = new ArrayList<>(List.of("sh", script.toString()));
        command.addAll(List.of(words));
        Path output = Files.createTempFile(folder, words[0], ".output");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("STATE", state().toString());
        if (!ports.isEmpty()) {
            builder.environment().put("PORTS", String.join(" ", ports.subList(0, 3)));
            builder.environment().put("CLUSTER_PORTS", String.join(" ", ports.subList(3, 6)));
            builder.environment().put("HOOK_PORT", ports.get(6));
        }
        Process process = builder.start();
        assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return new Said(process.exitValue(), Files.readString(output, UTF_8));
    }

    private String logs() throws IOException {
        if (!Files.isDirectory(state())) {
            return "";
        }
        try (var files = Files.list(state())) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .map(ThreeMembersIT::text)
                    .collect(Collectors.joining("\n---\n"));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
