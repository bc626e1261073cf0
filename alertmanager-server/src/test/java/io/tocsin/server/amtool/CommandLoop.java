package io.tocsin.server.amtool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Commands of amtool in one process, one after the other, because most of the time of a command is the start of its
 * process. Standard input is empty.
 */
public final class CommandLoop implements AutoCloseable {
    private static final String SEPARATOR = "\t";

    private final Process process;
    private final Writer commands;
    private final BufferedReader statuses;

    /** @param builder of nothing yet: says where the process is, and its environment */
    public CommandLoop(ProcessBuilder builder) throws IOException {
        process = builder.command(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CommandLoop.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        commands = new OutputStreamWriter(process.getOutputStream(), UTF_8);
        statuses = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    /**
     * The exit status of a command.
     *
     * @param output where its standard output goes
     * @param errors where its standard error goes
     * @throws TimeoutException if it has not ended after a minute; the process is ended, and none can follow
     */
    public int run(List<String> words, Path output, Path errors)
            throws IOException, InterruptedException, TimeoutException {
        List<String> line = new ArrayList<>(List.of(output.toString(), errors.toString()));
        line.addAll(words);
        commands.write(String.join(SEPARATOR, line) + "\n");
        commands.flush();
        try {
            String status = CompletableFuture.supplyAsync(this::nextLine).get(1, TimeUnit.MINUTES);
            return Integer.parseInt(status);
        } catch (TimeoutException e) {
            close();
            throw e;
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    private String nextLine() {
        try {
            String line = statuses.readLine();
            if (line == null) {
                throw new IOException("the process has ended");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Reads commands from standard input: two files and the words of the command in each line. */
    public static void main(String[] args) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            List<String> words = List.of(line.split(SEPARATOR, -1));
            System.out.println(run(words.get(0), words.get(1), words.subList(2, words.size())));
            System.out.flush();
        }
    }

    private static int run(String output, String errors, List<String> words) throws IOException {
        try (var out = new PrintStream(output, UTF_8);
                var err = new PrintStream(errors, UTF_8)) {
            return Main.run(
                    words, new Terminal(InputStream.nullInputStream(), out, err, Terminal.Surroundings.ofProcess()));
        }
    }
}
