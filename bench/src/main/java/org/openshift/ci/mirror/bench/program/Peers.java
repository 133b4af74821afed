package org.openshift.ci.mirror.bench.program;

/** The programs that the engine is compared with. */
public final class Peers {

  public static final Program REGSYNC = new Program("regsync", "hack/bench.sh builds it with Go");
  public static final Program CRANE = new Program("crane", "hack/bench.sh builds it with Go");
  public static final Program SKOPEO = new Program("skopeo", "apt install skopeo");
  public static final Program OC =
      new Program(
          "oc", "OpenShift's client, https://mirror.openshift.com/pub/openshift-v4/clients");

  private Peers() {}
}
