package io.tocsin.notifiers.email;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.tls.KeyPairReader;
import io.tocsin.notifiers.http.Authorities;
import io.tocsin.notifiers.http.PresentedKey;
import io.tocsin.notifiers.http.TestCertificates.Identity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP server that answers, hangs up or falls silent where a test wants it to, and remembers what it was told. Where
 * nothing is said about a command, it agrees. Steps are commands, and {@code GREETING}, {@code RESPONSE} (to a
 * challenge), {@code READING} (a body) and {@code BODY} (after its end).
 */
final class ScriptedSmtp implements AutoCloseable {
    private final ServerSocket server;
    private final Map<String, Deque<String>> replies = new HashMap<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Semaphore ended = new Semaphore(0);

    /** All lines that clients sent, but for bodies. */
    final List<String> received = new CopyOnWriteArrayList<>();

    final List<String> bodies = new CopyOnWriteArrayList<>();

    private List<String> extensions = List.of();
    private @Nullable SSLContext tls;
    private @Nullable Identity identity;
    private @Nullable X509ExtendedTrustManager trust;
    private String protocol = "";
    private boolean isImplicit;
    private String hangAt = "";
    private String closeAt = "";

    ScriptedSmtp() {
        this("127.0.0.1");
    }

    /** @param address where it listens */
    ScriptedSmtp(String address) {
        try {
            server = new ServerSocket();
            // A small one fills up soon.
            server.setReceiveBufferSize(4 * 1024);
            server.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Thread acceptor = new Thread(this::accept, "scripted-smtp");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    ScriptedSmtp offering(String... lines) {
        extensions = List.of(lines);
        return this;
    }

    /** The replies to the first, second ... of this step; the last one to all further ones. */
    ScriptedSmtp answering(String step, String... lines) {
        replies.put(step, new ArrayDeque<>(List.of(lines)));
        return this;
    }

    ScriptedSmtp hangingAt(String step) {
        hangAt = step;
        return this;
    }

    ScriptedSmtp closingAt(String step) {
        closeAt = step;
        return this;
    }

    ScriptedSmtp withCertificate(Identity identity) {
        this.identity = identity;
        tls = context(identity);
        return this;
    }

    /** Encrypted from the first byte. */
    ScriptedSmtp implicitly() {
        isImplicit = true;
        return this;
    }

    /** Of the versions of TLS only this one. */
    ScriptedSmtp speaking(String version) {
        protocol = version;
        return this;
    }

    /** Talks to nobody without a certificate of this authority. */
    ScriptedSmtp demandingCertificate(String authority) {
        trust = Authorities.of(KeyPairReader.certificates(authority)).trust();
        tls = context(requireNonNull(identity));
        return this;
    }

    int port() {
        return server.getLocalPort();
    }

    /** Waits until a client waits for an answer that does not come. */
    void awaitHanging() throws InterruptedException {
        hanging.await();
    }

    /** Waits until a connection has ended. */
    void awaitEnd() throws InterruptedException {
        ended.acquire();
    }

    /** How many connections there have been. */
    int connections() {
        return connections.size();
    }

    @Override
    public void close() {
        closed.countDown();
        closeQuietly(server);
        connections.forEach(ScriptedSmtp::closeQuietly);
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception ignored) {
            // The test is over.
        }
    }

    private SSLContext context(Identity identity) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            PresentedKey key = new PresentedKey(KeyPairReader.read(identity.certificate(), identity.key()));
            context.init(new KeyManager[] {key}, trust == null ? null : new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException | KeyPairReader.UnusableException e) {
            throw new AssertionError(e);
        }
    }

    private void accept() {
        while (true) {
            try {
                Socket connection = server.accept();
                connections.add(connection);
                Thread thread = new Thread(() -> serve(connection), "scripted-smtp-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            new Conversation(connection).hold();
        } catch (IOException | HungUpException ignored) {
            // Whether that is what should happen is for the client's side to say.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.release();
        }
    }

    private static final class HungUpException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private final class Conversation {
        private Socket socket;
        private InputStream in;

        Conversation(Socket socket) throws IOException {
            this.socket = socket;
            if (isImplicit) {
                this.socket = encrypted(socket);
            }
            this.in = this.socket.getInputStream();
        }

        void hold() throws IOException, HungUpException, InterruptedException {
            reply("GREETING", "220 test ESMTP");
            for (String line = readLine(); line != null; line = readLine()) {
                received.add(line);
                String command = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
                switch (command) {
                    case "EHLO" -> reply(command, capabilities());
                    case "STARTTLS" -> startTls();
                    case "AUTH" -> authenticate(line);
                    case "DATA" -> receive();
                    default -> reply(command, "250 ok");
                }
                if (command.equals("QUIT")) {
                    return;
                }
            }
        }

        private String capabilities() {
            List<String> lines = new ArrayList<>(List.of("test"));
            lines.addAll(extensions);
            StringBuilder reply = new StringBuilder();
            for (int i = 0; i < lines.size(); i++) {
                reply.append(i < lines.size() - 1 ? "250-" : "250 ").append(lines.get(i));
                reply.append(i < lines.size() - 1 ? "\r\n" : "");
            }
            return reply.toString();
        }

        private void startTls() throws IOException, HungUpException, InterruptedException {
            if (reply("STARTTLS", "220 go").startsWith("220")) {
                socket = encrypted(socket);
                in = socket.getInputStream();
            }
        }

        private void authenticate(String line) throws IOException, HungUpException, InterruptedException {
            String mechanism = line.split(" ")[1];
            String reply = reply("AUTH", mechanism.equals("PLAIN") ? "235 welcome" : "334 " + challenge(mechanism, 0));
            for (int i = 1; reply.startsWith("334"); i++) {
                String response = readLine();
                received.add(String.valueOf(response));
                boolean isMore = mechanism.equals("LOGIN") && i == 1;
                reply = reply("RESPONSE", isMore ? "334 " + challenge(mechanism, i) : "235 welcome");
            }
        }

        private String challenge(String mechanism, int number) {
            String text = mechanism.equals("LOGIN")
                    ? List.of("Username:", "Password:").get(number)
                    : "<1.2@test>";
            return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        private void receive() throws IOException, HungUpException, InterruptedException {
            if (!reply("DATA", "354 go").startsWith("354")) {
                return;
            }
            hangPerhaps("READING");
            StringBuilder body = new StringBuilder();
            for (String line = readLine(); line != null && !line.equals("."); line = readLine()) {
                body.append(line).append("\r\n");
            }
            bodies.add(body.toString());
            reply("BODY", "250 queued");
        }

        private String reply(String step, String usual) throws IOException, HungUpException, InterruptedException {
            hangPerhaps(step);
            if (step.equals(closeAt)) {
                throw new HungUpException();
            }
            String reply = scripted(step, usual);
            socket.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
            return reply;
        }

        private void hangPerhaps(String step) throws HungUpException, InterruptedException {
            if (step.equals(hangAt)) {
                hanging.countDown();
                closed.await();
                throw new HungUpException();
            }
        }

        private @Nullable String readLine() throws IOException {
            var line = new ByteArrayOutputStream();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    return null;
                }
                line.write(c);
            }
            String text = line.toString(StandardCharsets.UTF_8);
            return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        }
    }

    private synchronized String scripted(String step, String usual) {
        Deque<String> left = replies.get(step);
        if (left == null) {
            return usual;
        }
        return left.size() > 1 ? left.remove() : left.element();
    }

    private Socket encrypted(Socket socket) throws IOException {
        SSLContext context = tls;
        if (context == null) {
            throw new IOException("no certificate");
        }
        SSLSocket encrypted = (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        encrypted.setUseClientMode(false);
        encrypted.setNeedClientAuth(trust != null);
        if (!protocol.isEmpty()) {
            encrypted.setEnabledProtocols(new String[] {protocol});
        }
        encrypted.startHandshake();
        return encrypted;
    }
}
