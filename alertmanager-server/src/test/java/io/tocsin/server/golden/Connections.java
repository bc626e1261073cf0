package io.tocsin.server.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** What the recorders of HTTP and mail have in common: connections on threads of their own, with TLS where it is asked for. */
final class Connections {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private Connections() {}

    interface Service {
        void serve(Socket socket) throws IOException;
    }

    /** Serves every connection until the listener is closed. */
    static void accept(String name, ServerSocket listener, Service service) {
        start(name, () -> {
            while (!listener.isClosed()) {
                try {
                    Socket socket = listener.accept();
                    start(name, () -> serve(socket, service));
                } catch (IOException ignored) {
                    // Closed: the loop ends.
                }
            }
        });
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void serve(Socket socket, Service service) {
        try (socket) {
            service.serve(socket);
        } catch (IOException ignored) {
            // The client went away; what it sent until then is kept.
        }
    }

    /** The server's side of TLS on a connection that has begun without it. */
    static Socket secured(Socket socket, SSLSocketFactory tls) throws IOException {
        SSLSocket secured = (SSLSocket) tls.createSocket(socket, null, true);
        secured.setUseClientMode(false);
        secured.startHandshake();
        return secured;
    }

    /** TLS with a new key and a certificate that nobody has signed. */
    static SSLSocketFactory selfSigned(Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("recorder.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "recorder",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=recorder",
                        "-ext",
                        "SAN=dns:slack.com,ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool: " + output);
        }
        try (var in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
