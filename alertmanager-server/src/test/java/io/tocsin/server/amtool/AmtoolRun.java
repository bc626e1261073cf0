package io.tocsin.server.amtool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** One run of the program inside the test's process: its exit status and what it printed. */
record AmtoolRun(int status, String out, String err) {
    static AmtoolRun of(String... arguments) {
        return with(List.of(), arguments);
    }

    static AmtoolRun with(List<Path> defaultsFiles, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal =
                new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), defaultsFiles);
        int status = Main.run(List.of(arguments), terminal);
        return new AmtoolRun(status, out.toString(UTF_8), err.toString(UTF_8));
    }
}
