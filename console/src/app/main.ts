import './no-generated-code';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { onSessionProblem } from '@/lib/api';
import { i18n, setLanguage } from '@/lib/i18n';
import { useLiveFeed } from '@/lib/live-feed';
import { useSession } from '@/lib/session';
import App from './app.vue';
import { createConsoleRouter } from './routes';
import './base.css';

const app = createApp(App);
app.use(createPinia());
app.use(i18n);
const router = createConsoleRouter();

onSessionProblem((reason) => {
  const session = useSession();
  if (reason === 'password-change-required') {
    void router.push({ name: 'password' });
    return;
  }
  if (session.state !== 'signed-in') return;
  session.forget();
  useLiveFeed().disconnect();
  void router.push({ name: 'sign-in', query: { next: router.currentRoute.value.fullPath, ended: '1' } });
});

setLanguage(i18n.global.locale.value === 'en' ? 'en' : 'zh');
app.use(router);
app.mount('#app');
