package io.tocsin.core.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Certificates for tests, made by the {@code keytool} that every JDK has. Those that one folder holds know one another: an
 * authority may issue the others.
 */
public final class TestCertificates {
    private static final String PASSWORD = "changeit";

    private final Path folder;

    /** @param folder where keys and certificates are put; must exist */
    public TestCertificates(Path folder) {
        this.folder = folder;
    }

    /** A certificate and its key, each in a PEM file. */
    public record Pair(Path certificate, Path key) {
        public String certificateText() {
            return read(certificate);
        }

        public String keyText() {
            return read(key);
        }
    }

    /** A certificate for loopback that is its own authority. */
    public Pair server() {
        return selfSigned("server", "-ext", "san=dns:localhost,ip:127.0.0.1");
    }

    /** @param options of {@code keytool -genkeypair} */
    public Pair selfSigned(String name, String... options) {
        List<String> command = new ArrayList<>(List.of("-genkeypair", "-dname", "CN=" + name + ",O=Tocsin"));
        command.addAll(List.of(options));
        if (!command.contains("-keyalg")) {
            command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        }
        keytool(name, command);
        return export(name);
    }

    /** An authority that can {@link #issue}. */
    public Pair authority(String name) {
        return selfSigned(name, "-ext", "bc:c");
    }

    /** @param options of {@code keytool -gencert} */
    public Pair issue(String authority, String name, String... options) {
        selfSigned(name);
        Path request = folder.resolve(name + ".csr");
        keytool(name, List.of("-certreq", "-file", request.toString()));
        Path certificate = folder.resolve(name + ".pem");
        List<String> command = new ArrayList<>(
                List.of("-gencert", "-rfc", "-infile", request.toString(), "-outfile", certificate.toString()));
        command.addAll(List.of(options));
        keytool(authority, command);
        return new Pair(certificate, folder.resolve(name + ".key"));
    }

    private void keytool(String name, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.add("-J-XX:TieredStopAtLevel=1");
        command.addAll(options);
        command.addAll(List.of("-alias", name, "-storepass", PASSWORD, "-storetype", "PKCS12", "-validity", "3650"));
        command.addAll(List.of("-keystore", folder.resolve(name + ".p12").toString()));
        if (options.get(0).equals("-certreq")) {
            command.removeAll(List.of("-validity", "3650"));
        }
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(command + ": " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private Pair export(String name) {
        try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            byte[] key = store.getKey(name, PASSWORD.toCharArray()).getEncoded();
            Path certificate = folder.resolve(name + ".pem");
            Path keyFile = folder.resolve(name + ".key");
            Files.writeString(
                    certificate, pem("CERTIFICATE", store.getCertificate(name).getEncoded()));
            Files.writeString(keyFile, pem("PRIVATE KEY", key));
            return new Pair(certificate, keyFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Wraps what a certificate or a key is made of. */
    public static String pem(String type, byte[] der) {
        byte[] lineEnd = {'\n'};
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, lineEnd).encodeToString(der) + "\n-----END " + type + "-----\n";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
