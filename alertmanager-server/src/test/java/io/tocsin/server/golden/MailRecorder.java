package io.tocsin.server.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A mail server that keeps every conversation. What it offers depends on the name that the client greets with, so that one
 * server plays many: {@code plain.test}, {@code login.test}, {@code cram-md5.test} and {@code all.test} offer these ways to
 * log in, names that begin with {@code tls} also STARTTLS. Any password is right.
 *
 * <p>Thread-safe: each connection has a thread of its own.
 */
final class MailRecorder implements AutoCloseable {
    private static final String CHALLENGE = "<1896.697170952@recorder.test>";

    private final ServerSocket listener;
    private final SSLSocketFactory tls;
    private final List<Mail> mails = new ArrayList<>();

    /**
     * One conversation that ended with a message.
     *
     * @param commands what the client said until then
     * @param lines of the message, dots at their beginnings undone
     */
    record Mail(List<String> commands, List<String> lines) {}

    /** @param tls for STARTTLS */
    MailRecorder(SSLSocketFactory tls) throws IOException {
        this.listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        this.tls = tls;
        Connections.accept("mail recorder", listener, socket -> new Conversation().begin(socket));
    }

    /** Host and port. */
    String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** What has arrived so far, in the order of arrival. */
    List<Mail> mails() {
        synchronized (mails) {
            return List.copyOf(mails);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private final class Conversation {
        private final List<String> commands = new ArrayList<>();

        void begin(Socket socket) throws IOException {
            say(socket.getOutputStream(), "220 recorder.test ESMTP");
            go(socket);
        }

        private void go(Socket socket) throws IOException {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (String line = line(in); line != null; line = line(in)) {
                commands.add(line);
                String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
                if (verb.equals("EHLO")) {
                    greet(line.substring(5), socket instanceof SSLSocket, out);
                } else if (verb.equals("STARTTLS")) {
                    say(out, "220 go ahead");
                    go(Connections.secured(socket, tls));
                    return;
                } else if (verb.equals("AUTH")) {
                    logIn(line, in, out);
                } else if (verb.equals("DATA")) {
                    say(out, "354 go ahead");
                    receive(in);
                    say(out, "250 kept");
                } else if (verb.equals("QUIT")) {
                    say(out, "221 bye");
                    return;
                } else {
                    say(out, "250 ok");
                }
            }
        }

        private void greet(String client, boolean secured, OutputStream out) throws IOException {
            var offers = new ArrayList<>(List.of("recorder.test", "PIPELINING", "8BITMIME", "SMTPUTF8"));
            String ways = client.replaceFirst("^tls-", "").replaceFirst("\\.test$", "");
            if (client.endsWith(".test") && !ways.equals("none")) {
                offers.add("AUTH " + (ways.equals("all") ? "CRAM-MD5 LOGIN PLAIN" : ways.toUpperCase(Locale.ROOT)));
            }
            if (client.startsWith("tls-") && !secured) {
                offers.add("STARTTLS");
            }
            for (int i = 0; i < offers.size(); i++) {
                say(out, "250" + (i < offers.size() - 1 ? "-" : " ") + offers.get(i));
            }
        }

        private void logIn(String line, InputStream in, OutputStream out) throws IOException {
            String way = line.split(" ", 3)[1].toUpperCase(Locale.ROOT);
            boolean begun = line.split(" ", 3).length == 3;
            var prompts = new ArrayList<String>();
            if (way.equals("CRAM-MD5")) {
                prompts.add(CHALLENGE);
            } else if (way.equals("LOGIN")) {
                prompts.addAll(List.of("Username:", "Password:"));
                if (begun) {
                    prompts.remove(0);
                }
            } else if (!begun) {
                prompts.add("");
            }
            for (String prompt : prompts) {
                say(out, "334 " + Base64.getEncoder().encodeToString(prompt.getBytes(UTF_8)));
                commands.add(String.valueOf(line(in)));
            }
            say(out, "235 welcome");
        }

        private void receive(InputStream in) throws IOException {
            var lines = new ArrayList<String>();
            for (String line = line(in); line != null; line = line(in)) {
                if (line.equals(".")) {
                    synchronized (mails) {
                        mails.add(new Mail(List.copyOf(commands), List.copyOf(lines)));
                    }
                    return;
                }
                lines.add(line.startsWith(".") ? line.substring(1) : line);
            }
        }

        /** Without its end; null at the end of the stream. A carriage return inside of a line stays in it. */
        private static @Nullable String line(InputStream in) throws IOException {
            var line = new ByteArrayOutputStream();
            int b = in.read();
            for (; b >= 0 && b != '\n'; b = in.read()) {
                line.write(b);
            }
            return b < 0 ? null : line.toString(UTF_8).replaceFirst("\r$", "");
        }

        private static void say(OutputStream out, String line) throws IOException {
            out.write((line + "\r\n").getBytes(UTF_8));
            out.flush();
        }
    }
}
