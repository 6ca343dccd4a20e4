# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Strong order on the reverse SDE, one Brownian path' at screen 0.02, screen 0.9668 left noenhanced font ',18' textcolor rgb '#222222'
set label 'claims of legacy methods are lower bounds' at screen 0.02, screen 0.9322 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'orange: claimed; blue: observed, the bar over all settings, the dot their median' at screen 0.02, screen 0.9019 left noenhanced font ',13' textcolor rgb '#5b636d'
set tmargin at screen 0.8745
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$d << EOD
25 1.0000 0.9699 1.0038 1.0474
24 1.0000 0.9699 1.0038 1.0474
23 1.0000 0.9764 0.9985 1.0123
22 1.0000 0.9670 0.9969 1.0263
21 1.0000 0.9886 1.0028 1.0125
20 1.0000 0.9835 0.9990 1.0085
19 1.0000 0.9764 0.9985 1.0123
18 1.0000 0.9887 1.0025 1.0286
17 1.0000 0.9764 0.9985 1.0123
16 1.0000 0.9863 0.9992 1.0212
15 1.0000 1.0274 1.1602 1.2830
14 1.0000 1.0057 1.0668 1.1752
13 1.0000 1.0053 1.0959 1.2364
12 1.0000 1.0036 1.0866 1.2167
11 1.0000 0.9595 0.9932 1.0322
10 1.0000 0.9893 1.0004 1.0331
9 1.0000 0.9529 0.9907 1.0695
8 1.0000 0.9709 1.0169 1.0552
7 1.0000 0.9558 0.9741 1.0108
6 1.0000 0.9840 1.0065 1.0571
5 1.5000 1.4609 1.6189 1.8537
4 1.5000 1.4790 1.6915 1.8991
3 1.5000 1.4658 1.6504 1.9222
2 1.5000 1.4928 1.5693 1.8118
1 1.5000 1.5030 1.5298 1.7225
0 1.0000 0.9699 1.0038 1.0474
EOD
set label 'gotta_go_fast' at graph -0.02, first 25 right noenhanced font ',13' textcolor rgb '#333333'
set label 'gotta_go_fast_legacy' at graph -0.02, first 24 right noenhanced font ',13' textcolor rgb '#333333'
set label 'ddpm_ancestral' at graph -0.02, first 23 right noenhanced font ',13' textcolor rgb '#333333'
set label 'ddpm_ancestral_large' at graph -0.02, first 22 right noenhanced font ',13' textcolor rgb '#333333'
set label 'dpm_2_ancestral' at graph -0.02, first 21 right noenhanced font ',13' textcolor rgb '#333333'
set label 'dpmpp_2s_ancestral' at graph -0.02, first 20 right noenhanced font ',13' textcolor rgb '#333333'
set label 'euler_ancestral' at graph -0.02, first 19 right noenhanced font ',13' textcolor rgb '#333333'
set label 'euler_maruyama' at graph -0.02, first 18 right noenhanced font ',13' textcolor rgb '#333333'
set label 'ddim' at graph -0.02, first 17 right noenhanced font ',13' textcolor rgb '#333333'
set label 'reverse_diffusion' at graph -0.02, first 16 right noenhanced font ',13' textcolor rgb '#333333'
set label 'sa_solver' at graph -0.02, first 15 right noenhanced font ',13' textcolor rgb '#333333'
set label 'dpmpp_2m_sde' at graph -0.02, first 14 right noenhanced font ',13' textcolor rgb '#333333'
set label 'dpmpp_3m_sde' at graph -0.02, first 13 right noenhanced font ',13' textcolor rgb '#333333'
set label 'dpmpp_3m_sde_legacy' at graph -0.02, first 12 right noenhanced font ',13' textcolor rgb '#333333'
set label 'dpmpp_sde' at graph -0.02, first 11 right noenhanced font ',13' textcolor rgb '#333333'
set label 'seeds_1_noise' at graph -0.02, first 10 right noenhanced font ',13' textcolor rgb '#333333'
set label 'seeds_2' at graph -0.02, first 9 right noenhanced font ',13' textcolor rgb '#333333'
set label 'seeds_2_noise' at graph -0.02, first 8 right noenhanced font ',13' textcolor rgb '#333333'
set label 'seeds_3' at graph -0.02, first 7 right noenhanced font ',13' textcolor rgb '#333333'
set label 'seeds_3_noise' at graph -0.02, first 6 right noenhanced font ',13' textcolor rgb '#333333'
set label 'sosra' at graph -0.02, first 5 right noenhanced font ',13' textcolor rgb '#333333'
set label 'sosra2' at graph -0.02, first 4 right noenhanced font ',13' textcolor rgb '#333333'
set label 'sra1' at graph -0.02, first 3 right noenhanced font ',13' textcolor rgb '#333333'
set label 'sra2' at graph -0.02, first 2 right noenhanced font ',13' textcolor rgb '#333333'
set label 'sra3' at graph -0.02, first 1 right noenhanced font ',13' textcolor rgb '#333333'
set label 'stochastic_heun' at graph -0.02, first 0 right noenhanced font ',13' textcolor rgb '#333333'
set lmargin at screen 0.366
set rmargin at screen 0.97
set bmargin at screen 0.0837
set xrange [0:2.32]
set yrange [-1:26]
set border 1
set format x '%g'
set xtics 1
unset ytics
set xlabel 'order' font ',14' textcolor rgb '#5b636d'
set bars 0
set terminal svg noenhanced size 640,693 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'strong.svg'
plot $d using 3:1:3:5 with xerrorbars pt 0 lw 6 lc rgb '#9ecae1', \
     $d using 4:1 with points pt 7 ps 0.7 lc rgb '#0072B2', \
     $d using 2:1:(0):(0.4) with vectors nohead lw 2 lc rgb '#D55E00', \
     $d using 2:1:(0):(-0.4) with vectors nohead lw 2 lc rgb '#D55E00'
set terminal pngcairo noenhanced size 1280,1386 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'strong.png'
plot $d using 3:1:3:5 with xerrorbars pt 0 lw 6 lc rgb '#9ecae1', \
     $d using 4:1 with points pt 7 ps 0.7 lc rgb '#0072B2', \
     $d using 2:1:(0):(0.4) with vectors nohead lw 2 lc rgb '#D55E00', \
     $d using 2:1:(0):(-0.4) with vectors nohead lw 2 lc rgb '#D55E00'
unset output
