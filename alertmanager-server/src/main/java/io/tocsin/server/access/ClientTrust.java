package io.tocsin.server.access;

import static java.util.Objects.requireNonNull;

import io.netty.handler.ssl.ClientAuth;
import io.tocsin.notifiers.http.Authorities;
import io.tocsin.notifiers.http.IpAddress;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Which client certificates are good: those of an authority that is trusted, or any, and of these those with one of the
 * allowed names if there is such a list. Immutable.
 *
 * @see "Upstream: exporter-toolkit TLSConfig.VerifyPeerCertificate; Go: crypto/tls ClientAuthType"
 */
final class ClientTrust extends X509ExtendedTrustManager {
    private static final int MAIL = 1;
    private static final int DNS = 2;
    private static final int URI = 6;
    private static final int ADDRESS = 7;

    private final ClientAuthType type;
    private final Authorities authorities;
    private final Optional<List<String>> allowedNames;

    /**
     * @param authorities asked only by types that verify
     * @param allowedNames alternative names of which a certificate must have one; empty for no such demand
     */
    ClientTrust(ClientAuthType type, Authorities authorities, Optional<List<String>> allowedNames) {
        this.type = requireNonNull(type, "type");
        this.authorities = requireNonNull(authorities, "authorities");
        this.allowedNames = requireNonNull(allowedNames, "allowedNames");
    }

    /** With a list of names, a client without a certificate is refused even where the type would let it in. */
    ClientAuth demand() {
        return allowedNames.isPresent() && type.demand() == ClientAuth.OPTIONAL ? ClientAuth.REQUIRE : type.demand();
    }

    /** Whether a certificate that was let in proves who the client is. */
    boolean provesIdentity() {
        return type.isVerifying();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.certificates();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        if (type.isVerifying()) {
            authorities.check(chain, authType, engine);
        }
        checkName(chain[0]);
    }

    private void checkName(X509Certificate certificate) throws CertificateException {
        if (allowedNames.isPresent() && !hasOneOf(allowedNames.get(), certificate)) {
            throw new CertificateException("none of its alternative names is in client_allowed_sans");
        }
    }

    private static boolean hasOneOf(List<String> allowed, X509Certificate certificate)
            throws CertificateParsingException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        return names != null && names.stream().anyMatch(name -> allowed.stream().anyMatch(each -> isName(each, name)));
    }

    /** @param name its kind and its text, as Java lists them */
    private static boolean isName(String allowed, List<?> name) {
        String text = String.valueOf(name.get(1));
        return switch ((Integer) name.get(0)) {
            case MAIL, DNS, URI -> allowed.equals(text);
            // One IPv6 address can be written in many ways.
            case ADDRESS ->
                IpAddress.parse(allowed)
                        .filter(address ->
                                Arrays.equals(address, IpAddress.parse(text).orElse(null)))
                        .isPresent();
            default -> false;
        };
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw notAsked();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw notAsked();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw notAsked();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw notAsked();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw notAsked();
    }

    private static CertificateException notAsked() {
        return new CertificateException("only clients are checked here, and only those that engines serve");
    }
}
