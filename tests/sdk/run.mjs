// A client of the service that others wrote walks through registrations at the simulator: what it sends is taken, what
// it reads is there, and what the documentation has refused is refused.
//
//   node run.mjs PATH/TO/zapi-onboard
//
// The transfer is asked for by hand: the client has no call for it.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import assert from 'node:assert/strict';
import {
  APIError,
  AuthenticationError,
  BadRequestError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  ZAPI,
  ZAPIPartner,
} from 'z-api-sdk';

const program = process.argv[2];
const tally = { calls: 0, passed: 0, failed: 0 };

/** The service in one scenario, and what it wrote of each call. */
class Service {
  static async start(scenario) {
    const service = new Service();
    service.child = spawn(program, ['simulate', scenario, '--listen', '127.0.0.1:0'], {
      env: { LANG: 'en_US.UTF-8' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    service.log = [];
    createInterface({ input: service.child.stderr }).on('line', (line) => {
      service.log.push(line.trim().split(/\s+/).slice(1).join(' '));
    });
    service.said = {};
    for await (const line of createInterface({ input: service.child.stdout })) {
      const [, name, value] = line.match(/^(ZAPI_\w+)=(.*)$/) ?? [];
      if (name) service.said[name] = value;
      if (line.includes('Ctrl-C')) break;
    }
    assert.match(service.said.ZAPI_BASE_URL ?? '', /^http:\/\/127\.0\.0\.1:\d+$/);
    return service;
  }

  client(changed = {}) {
    return new ZAPI({
      instanceId: this.said.ZAPI_INSTANCE_ID,
      token: this.said.ZAPI_INSTANCE_TOKEN,
      clientToken: this.said.ZAPI_CLIENT_TOKEN,
      baseURL: this.said.ZAPI_BASE_URL,
      maxRetries: 0,
      ...changed,
    });
  }

  partner(partnerToken = this.said.ZAPI_PARTNER_TOKEN) {
    return new ZAPIPartner({ partnerToken, baseURL: this.said.ZAPI_BASE_URL, maxRetries: 0 });
  }

  async transfer() {
    const path = `/instances/${this.said.ZAPI_INSTANCE_ID}/token/${this.said.ZAPI_INSTANCE_TOKEN}`;
    const headers = { 'Client-Token': this.said.ZAPI_CLIENT_TOKEN };
    const answer = await fetch(`${this.said.ZAPI_BASE_URL}${path}/mobile/device-transfer-confirmed`, { headers });
    return { status: answer.status, body: await answer.json() };
  }

  /** Asks until the answer is as wanted; the simulator goes by the machine's clock. */
  async until(ask, wanted) {
    const deadline = Date.now() + 30_000;
    for (;;) {
      const answer = await ask();
      if (wanted(answer)) return answer;
      assert.ok(Date.now() < deadline, `no end: ${JSON.stringify(answer)}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  async stop() {
    this.child.kill('SIGINT');
    const [code] = await once(this.child, 'close');
    assert.equal(code, 0);
    tally.calls += this.log.length;
  }
}

const NUMBER = { ddi: '55', phone: '11987654321' };

async function connected(service, api) {
  const status = await service.until(() => api.instance.getStatus(), (answer) => answer.connected);
  assert.equal(status.smartphoneConnected, false);
  assert.equal((await api.instance.getDevice()).phone, '5511987654321');
}

const walks = {
  async captcha(service) {
    const api = service.client();
    assert.deepEqual(await api.instance.getStatus(), {
      connected: false,
      smartphoneConnected: false,
      session: false,
      error: 'You are not connected.',
    });
    const looked = await api.mobile.checkRegistrationAvailable(NUMBER);
    assert.deepEqual(looked, { available: true, smsWaitSeconds: 0, voiceWaitSeconds: 0 });
    // The client's own word for a call is none of the documentation's.
    await assert.rejects(api.mobile.requestRegistrationCode({ ...NUMBER, method: 'call' }), BadRequestError);
    const asked = await api.mobile.requestRegistrationCode({ ...NUMBER, method: 'sms' });
    assert.equal(asked.success, false);
    assert.match(asked.captcha, /^iVBOR/);
    assert.deepEqual(await api.mobile.respondCaptcha('H7K4P'), { success: true });
    assert.deepEqual(await api.mobile.confirmRegistrationCode('000000'), { success: false });
    assert.deepEqual(await api.mobile.confirmRegistrationCode('123456'), { success: true });
    await connected(service, api);
    const { token, due, paymentStatus, autoReadMessage } = await api.instance.getMe();
    assert.equal(token, service.said.ZAPI_INSTANCE_TOKEN);
    assert.deepEqual([typeof due, paymentStatus, autoReadMessage], ['number', 'PAID', false]);

    assert.equal((await api.mobile.getEmail()).hasEmail, false);
    const wanted = { success: true, message: 'VERIFY_EMAIL' };
    assert.deepEqual(await api.mobile.setEmail('shop@example.com'), wanted);
    assert.deepEqual(await api.mobile.verifyEmail('654321'), { success: true });
    assert.deepEqual(await api.mobile.getEmail(), {
      success: true,
      hasEmail: true,
      email: 'shop@example.com',
      verified: true,
    });
    assert.deepEqual(await api.mobile.removeEmail(), { success: true, message: 'REMOVED' });
    assert.deepEqual(await api.mobile.setTwoFa('246810'), { success: true });
    assert.deepEqual(await api.mobile.hasTwoFa(), { success: true, hasCode: true });
    assert.deepEqual(await api.mobile.removeTwoFa(), { success: true });
    assert.deepEqual(await api.instance.restart(), { value: true });
    assert.deepEqual(await api.instance.disconnect(), { value: true });
    assert.equal((await api.instance.getStatus()).connected, false);
  },

  // The client spells the way to a forgotten PIN as the vendor's collection does, not as its pages do.
  async 'pin-forgotten'(service) {
    const api = service.client();
    await api.mobile.checkRegistrationAvailable(NUMBER);
    assert.equal((await api.mobile.requestRegistrationCode({ ...NUMBER, method: 'sms' })).success, true);
    const asked = { success: false, confirmSecurityCode: true };
    assert.deepEqual(await api.mobile.confirmRegistrationCode('123456'), asked);
    assert.deepEqual(await api.mobile.recoverPinCode(), { success: true });
    assert.deepEqual(await api.mobile.confirmPinCode('000000'), { success: false });
    assert.deepEqual(await api.mobile.confirmPinCode('246810'), { success: true });
    await connected(service, api);
  },

  async device(service) {
    const api = service.client();
    await api.mobile.checkRegistrationAvailable(NUMBER);
    await api.mobile.requestRegistrationCode({ ...NUMBER, method: 'sms' });
    const asked = { success: false, deviceConfirm: true };
    assert.deepEqual(await api.mobile.confirmRegistrationCode('123456'), asked);
    assert.equal((await service.transfer()).status, 400);
    const done = await service.until(() => service.transfer(), ({ status }) => status === 200);
    assert.deepEqual(done.body, { success: true });
    await connected(service, api);
  },

  async banned(service) {
    const api = service.client();
    const looked = await api.mobile.checkRegistrationAvailable(NUMBER);
    assert.deepEqual([looked.available, looked.blocked], [false, true]);
    assert.equal(looked.appealToken.length, 186);
    const appeal = { appealToken: looked.appealToken, description: 'It is a bakery.' };
    const review = { success: true, status: 'IN_REVIEW' };
    assert.deepEqual(await api.mobile.requestUnbanning(appeal), review);
    const asked = await api.mobile.requestRegistrationCode({ ...NUMBER, method: 'sms' });
    assert.deepEqual(asked, { success: false, blocked: true });
  },

  async happy(service) {
    const refused = (changed) => service.client(changed).instance.getStatus();
    await assert.rejects(refused({ clientToken: undefined }), BadRequestError);
    await assert.rejects(refused({ clientToken: 'X9' }), PermissionDeniedError);
    await assert.rejects(refused({ token: 'X9' }), BadRequestError);
    const api = service.client();
    const whole = { ddi: '55', phone: '5511987654321' };
    await assert.rejects(api.mobile.checkRegistrationAvailable(whole), BadRequestError);
    await assert.rejects(api.mobile.requestRegistrationCode({ ...NUMBER, method: 'sms' }), BadRequestError);
    await assert.rejects(api.mobile.confirmPinCode('246810'), BadRequestError);
    // A path that the simulator does not have is an answer with 200.
    assert.equal((await api.instance.getPhoneCode('5511987654321')).error, 'NOT_FOUND');

    const list = await service.partner().listInstances({ page: 1, pageSize: 50 });
    assert.equal(list.total, list.content.length);
    const own = list.content.find(({ id }) => id === service.said.ZAPI_INSTANCE_ID);
    assert.equal(own.middleware, 'mobile');
    await assert.rejects(service.partner('X9').listInstances({ page: 1, pageSize: 50 }), AuthenticationError);
  },

  async 'rate-limited'(service) {
    await assert.rejects(service.client().instance.getStatus(), RateLimitError);
    // It was sent once only.
    await service.until(() => service.log, (log) => log.length > 0);
    assert.equal(service.log.length, 1);
  },

  async 'pin-forgotten-404'(service) {
    await assert.rejects(service.client().instance.getPhoneCode('5511987654321'), NotFoundError);
  },
};

for (const [scenario, walk] of Object.entries(walks)) {
  const service = await Service.start(scenario);
  try {
    await walk(service);
    tally.passed += 1;
  } catch (error) {
    tally.failed += 1;
    const said = error instanceof APIError ? JSON.stringify(error.body) : '';
    console.error(`${scenario}: ${error.stack} ${said}\n${service.log.join('\n')}`);
  } finally {
    await service.stop();
  }
}

console.log(`${tally.calls} calls of a foreign client arrived`);
console.log(`sdk: ${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed === 0 && tally.calls >= 40 ? 0 : 1;
